using Occam.Graphs;
using Occam.Graphs.Passes;
using Occam.Graphs.Shapes;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers;

/// <summary>Brings a network into the form that quantization works on, without changing what it computes.</summary>
internal static class NetworkPreparation
{
    private const long OldestFormat = 7;

    /// <summary>Lifts, folds and simplifies the graph in place.</summary>
    /// <returns>The shapes of the prepared graph's values.</returns>
    /// <exception cref="QuantizationException">The network is quantized already.</exception>
    /// <exception cref="GraphException">The network cannot be computed, or its operator set cannot be lifted.</exception>
    public static ShapeTable Prepare(Graph graph, IReadOnlyList<Tensor> batch)
    {
        if (graph.Nodes.FirstOrDefault(node => node.OpType is "QuantizeLinear" or "DequantizeLinear" or "QLinearConv" or "QLinearMatMul") is { } quantized)
        {
            throw new QuantizationException($"Node '{quantized.Name}' ({quantized.OpType}): the network is quantized already; give the float network.");
        }

        if (batch.Count != graph.Inputs.Count)
        {
            throw new QuantizationException($"The network takes {graph.Inputs.Count} inputs ({string.Join(", ", graph.Inputs)}), but a calibration batch has {batch.Count}.");
        }

        var sizes = graph.Inputs.Zip(batch).ToDictionary(pair => pair.First.Name, pair => pair.Second.shape, StringComparer.Ordinal);
        var shapes = ShapeInference.Run(graph, sizes);
        new UpgradeOpsetPass(shapes).Apply(graph);
        graph.Info = graph.Info with { IrVersion = Math.Max(graph.Info.IrVersion, OldestFormat) };
        new RemoveIdentitiesPass().Apply(graph);
        new FoldConstantsPass().Apply(graph);
        new FoldBatchNormPass().Apply(graph);
        new ExplicitGemmPass().Apply(graph);
        new MeanToPoolPass(shapes).Apply(graph);
        graph.RemoveUnused();
        return ShapeInference.Run(graph, sizes);
    }
}
