using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Onnx.Quantization;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>
/// Walks the float and the quantized network side by side, layer by layer. Works on the very Q/DQ graph that is exported: integers of weights and
/// biases are replaced in place, and the layers behind see the results.
/// </summary>
/// <param name="rounding">How weights are rounded anew; null keeps them.</param>
/// <param name="correctsBias">Whether the mean error of every output channel is taken from the bias (Nagel et al., "Data-Free Quantization", ICCV 2019, section 4.2, empirical).</param>
/// <param name="scheme">The scheme of weights.</param>
internal sealed class Reconstructor(IWeightRounding? rounding, bool correctsBias, QuantizationScheme scheme)
{
    private static readonly Scalar One = 1;
    /// <summary>Rounds and corrects.</summary>
    /// <param name="reference">The prepared float network.</param>
    /// <param name="quantized">The same network with Q/DQ nodes; node names are those of the reference.</param>
    /// <param name="decisions">What was intended.</param>
    /// <param name="batches">Calibration data.</param>
    /// <returns>How many layers were rounded anew.</returns>
    public int Run(Graph reference, Graph quantized, IReadOnlyList<LayerDecision> decisions, IReadOnlyList<IReadOnlyList<Tensor>> batches)
    {
        var (floats, integers) = (batches.Select(batch => new GraphWalk(reference, batch)).ToArray(), batches.Select(batch => new GraphWalk(quantized, batch)).ToArray());
        try
        {
            var precision = decisions.ToDictionary(decision => decision.Node.Name, decision => decision.Precision, StringComparer.Ordinal);
            var rounded = 0;
            foreach (var layer in reference.Nodes.Where(node => node.OpType is "Conv" or "Gemm" or "MatMul" && precision.GetValueOrDefault(node.Name) is LayerPrecision.Integer or LayerPrecision.IntegerToFloat))
            {
                if (quantized.FindNode(layer.Name) is not { } target || target.Input(1).Producer is not { OpType: "DequantizeLinear" } weight)
                {
                    continue;
                }

                using var scope = NewDisposeScope();
                for (var i = 0; i < batches.Count; i++)
                {
                    floats[i].RunThrough(layer);
                    integers[i].RunUntil(target);
                }

                var isRectified = layer.Outputs[0]!.Uses is [{ Node: { OpType: "Relu" } relu }] && precision.GetValueOrDefault(relu.Name) == LayerPrecision.Absorbed;
                rounded += Round(layer, target, weight, isRectified, floats, integers) ? 1 : 0;
                CorrectBias(layer, target, floats, integers);
            }

            return rounded;
        }
        finally
        {
            Array.ForEach(floats, walk => walk.Dispose());
            Array.ForEach(integers, walk => walk.Dispose());
        }
    }

    private bool Round(Node layer, Node target, Node weight, bool isRectified, GraphWalk[] floats, GraphWalk[] integers)
    {
        if (rounding is null)
        {
            return false;
        }

        var stored = layer.Input(1).Constant!.Tensor.detach();
        var sample = new LayerSample
        {
            Layer = layer,
            Weight = stored,
            Scales = Aligned(weight, stored),
            Bias = target.OptionalInput(2) is { } bias ? integers[0][bias] : null,
            Inputs = [.. integers.Select(walk => walk[target.Input(0)])],
            Targets = [.. floats.Select(walk => walk[layer.Outputs[0]!])],
            Bounds = (scheme.Lowest, scheme.Highest),
            IsRectified = isRectified,
            LimitsPairs = scheme.LimitsPairs,
        };
        if (rounding.Round(sample) is not { } result)
        {
            return false;
        }

        Replace(weight, result.to(ScalarType.Int8), integers);
        return true;
    }

    private void CorrectBias(Node layer, Node target, GraphWalk[] floats, GraphWalk[] integers)
    {
        if (!correctsBias || target.OptionalInput(2)?.Producer is not { OpType: "DequantizeLinear" } bias)
        {
            return;
        }

        Array.ForEach(integers, walk => walk.RunThrough(target));
        var axis = layer.OpType == "Conv" ? 1 : -1;
        var error = floats.Zip(integers, (f, q) => PerChannel(f[layer.Outputs[0]!].sub(q[target.Outputs[0]!]), axis)).Aggregate((sum, next) => sum.add(next, One));
        using var count = floats.Length.ToScalar();
        var (old, scale) = (bias.Input(0).Constant!.Tensor, bias.Input(1).Constant!.Tensor);
        var corrected = old.to(ScalarType.Float64).add(error.div(count).div(scale.to(ScalarType.Float64)).round(), One);
        using var limit = ((double)int.MaxValue).ToScalar();
        if (corrected.abs().lt(limit).all().item<bool>())
        {
            Replace(bias, corrected.to(ScalarType.Int32), integers);
            Array.ForEach(integers, walk => walk.Repeat(target));
        }
    }

    private static Tensor PerChannel(Tensor difference, int axis) =>
        difference.to(ScalarType.Float64).transpose(0, axis).flatten(1).mean([1]);

    // In place: the graph's constant stays the same object, so that the walks see it.
    private static void Replace(Node dequantize, Tensor numbers, GraphWalk[] walks)
    {
        using var guard = no_grad();
        dequantize.Input(0).Constant!.Tensor.copy_(numbers);
        Array.ForEach(walks, walk => walk.Repeat(dequantize));
    }

    private static Tensor Aligned(Node dequantize, Tensor weight)
    {
        var scale = dequantize.Input(1).Constant!.Tensor;
        if (scale.numel() == 1)
        {
            return scale.reshape([]);
        }

        var shape = new long[weight.dim()];
        Array.Fill(shape, 1);
        shape[dequantize.Int("axis", 1)] = scale.numel();
        return scale.reshape(shape);
    }
}
