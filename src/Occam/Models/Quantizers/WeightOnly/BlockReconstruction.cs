using System.Runtime.InteropServices;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Quantizers.Reconstruction;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.WeightOnly;

/// <summary>
/// Rounds weights of blocks layer by layer as GPTQ does: the scales stay those of the nearest rounding, and each layer reads what the network with the weights rounded so far gives.
/// </summary>
/// <param name="limit">Calibration batches that are kept.</param>
internal sealed class BlockReconstruction(int limit)
{
    /// <summary>Rounds anew; the integers are replaced in place.</summary>
    /// <param name="graph">The float network; stays as it is.</param>
    /// <param name="weights">The weights, by the constant that holds them.</param>
    /// <param name="calibration">For each batch the network's inputs.</param>
    /// <exception cref="QuantizationException">There is no data, or it gives no matrix that can be inverted.</exception>
    public void Run(Graph graph, IReadOnlyDictionary<Value, BlockWeight> weights, IEnumerable<IReadOnlyList<Tensor>> calibration)
    {
        using var guard = no_grad();
        using var kept = new KeptBatches(limit);
        foreach (var _ in kept.Watch(calibration).Take(limit))
        {
            // Watching is what keeps them.
        }

        if (kept.Batches.Count == 0)
        {
            throw new QuantizationException("GPTQ needs data, and no batch was given; leave out the data to round to the nearest.");
        }

        using var rounded = graph.Clone();
        var walks = kept.Batches.Select(batch => new GraphWalk(rounded, batch)).ToArray();
        try
        {
            var waiting = weights.Keys.ToHashSet();
            foreach (var layer in WeightOnlySites.Weighted(graph).Where(node => node.Inputs.Count > 1 && waiting.Remove(node.Input(1))))
            {
                Round(rounded.FindNode(layer.Name)!, weights[layer.Input(1)], walks);
            }
        }
        finally
        {
            Array.ForEach(walks, walk => walk.Dispose());
        }
    }

    private static void Round(Node layer, BlockWeight weight, GraphWalk[] walks)
    {
        using var scope = NewDisposeScope();
        Array.ForEach(walks, walk => walk.RunUntil(layer));
        var constant = layer.Input(1).Constant!.Tensor;
        var sample = new LayerSample
        {
            Layer = layer,
            Weight = constant.detach(),
            Scales = Spread(block => weight.Scales[block]),
            ZeroPoints = Spread(block => weight.ZeroPoints[block]),
            Bias = null,
            Inputs = [.. walks.Select(walk => walk[layer.Input(0)])],
            Targets = [],
            Bounds = (weight.Scheme.Lowest, weight.Scheme.Highest),
            IsRectified = false,
        };
        var rows = Rows(new Gptq().Round(sample)!);
        MemoryMarshal.Cast<byte, float>(rows.contiguous().bytes).ToArray().Select(integer => (byte)integer).ToArray().CopyTo(weight.Integers, 0);
        constant.copy_(Rows(from_array(weight.Dequantize()).reshape(weight.Outputs, weight.Columns)));

        // One number a weight, in the layer's own layout.
        Tensor Spread(Func<int, float> number) =>
            Rows(from_array(Enumerable.Range(0, weight.Integers.Length).Select(i => number(weight.BlockOf(i))).ToArray()).reshape(weight.Outputs, weight.Columns));

        Tensor Rows(Tensor matrix) => WeightOnlySites.IsByOutputs(layer) ? matrix : matrix.transpose(0, 1);
    }
}
