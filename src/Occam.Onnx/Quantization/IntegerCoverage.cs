using Occam.Graphs;
using Occam.Onnx.Runtime;

namespace Occam.Onnx.Quantization;

/// <summary>What ONNX Runtime made of a quantized network: it is loaded, and the graph that ONNX Runtime's optimizer wrote is read back.</summary>
/// <param name="Layers">Every node that was decided on, in the network's order.</param>
public sealed record IntegerCoverage(IReadOnlyList<LayerCoverage> Layers)
{
    /// <summary>Loads a quantized graph in ONNX Runtime and finds how each node is computed.</summary>
    /// <param name="quantized">The graph with its Q/DQ nodes.</param>
    /// <param name="decisions">What was intended.</param>
    /// <exception cref="OnnxException">ONNX Runtime refuses the graph.</exception>
    public static IntegerCoverage Measure(Graph quantized, IReadOnlyList<LayerDecision> decisions)
    {
        using var optimized = OptimizedModel.Of(quantized);
        return new IntegerCoverage([.. decisions.Select(decision => Judge(decision, quantized, optimized.Graph))]);
    }

    /// <summary>What is intended, for runtimes that are not at hand: nothing is verified.</summary>
    public static IntegerCoverage Intended(IReadOnlyList<LayerDecision> decisions) => new(
        [.. decisions.Select(decision => new LayerCoverage(
            decision.Node.Name, decision.Node.OpType, decision.Precision, decision.Precision != LayerPrecision.Float, decision.Precision == LayerPrecision.Float ? decision.Reason : "intended, not verified"))]);

    /// <summary>Throws where an intended layer stayed float.</summary>
    /// <exception cref="QuantizationException">Names each such layer.</exception>
    public void Require()
    {
        var fallen = Layers.Where(layer => layer.StayedFloat).ToArray();
        if (fallen.Length > 0)
        {
            var names = string.Join(", ", fallen.Select(layer => $"'{layer.Node}' ({layer.OpType}: {layer.Remark})"));
            throw new QuantizationException($"ONNX Runtime computes {fallen.Length} layers in float that were to be integer: {names}. Exclude them by name, or report the network.");
        }
    }

    private static LayerCoverage Judge(LayerDecision decision, Graph quantized, Graph optimized)
    {
        var (name, opType) = (decision.Node.Name, decision.Node.OpType);
        switch (decision.Precision)
        {
            case LayerPrecision.Float:
                return new LayerCoverage(name, opType, decision.Precision, IsInteger: false, decision.Reason);
            case LayerPrecision.Absorbed:
                return new LayerCoverage(name, opType, decision.Precision, IsInteger: true, decision.Reason);
        }

        if (optimized.FindNode(name) is { } node)
        {
            var isFloat = node.Inputs.Any(value => value?.Producer is { OpType: "DequantizeLinear" });
            return new LayerCoverage(name, opType, decision.Precision, !isFloat, isFloat ? $"left as {node.OpType} between Q and DQ" : node.OpType);
        }

        // A renamed contraction is found by its weight: whoever reads the stored integers computes with them.
        var weight = quantized.FindNode(name) is { Inputs.Count: > 1 } original ? original.Inputs[1]?.Producer?.Inputs[0] : null;
        var readers = weight is null ? [] : optimized.Find(weight.Name)?.Uses.Select(use => use.Node.OpType).ToArray() ?? [];
        return readers.Length > 0
            ? new LayerCoverage(name, opType, decision.Precision, !readers.Contains("DequantizeLinear"), string.Join(", ", readers))
            : new LayerCoverage(name, opType, decision.Precision, IsInteger: weight is null, weight is null ? "removed by the optimizer" : "not found in the optimized graph");
    }
}
