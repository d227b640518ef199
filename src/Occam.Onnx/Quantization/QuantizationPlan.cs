using Occam.Graphs;

namespace Occam.Onnx.Quantization;

/// <summary>What Q/DQ nodes a graph is to get.</summary>
/// <param name="Decisions">What is intended for each node of the graph, in the graph's order.</param>
/// <param name="Activations">
/// The parameters of every value that is quantized: what integer nodes read, and what they compute but for
/// <see cref="LayerPrecision.IntegerToFloat"/>. Where a clamp is absorbed, the entry is the clamp's output.
/// </param>
/// <param name="ActivationScheme">The scheme of activations.</param>
/// <param name="WeightScheme">The scheme of weights.</param>
public sealed record QuantizationPlan(
    IReadOnlyList<LayerDecision> Decisions,
    IReadOnlyDictionary<Value, QuantizationParameters> Activations,
    QuantizationScheme ActivationScheme,
    QuantizationScheme WeightScheme)
{
    /// <summary>Scales of weights that were trained or searched, one an output channel, by layer; the others get what their largest weight needs. Default none.</summary>
    public IReadOnlyDictionary<Node, float[]> WeightScales { get; init; } = new Dictionary<Node, float[]>();

    /// <summary>Schemes of single layers' weights, in the place of <see cref="WeightScheme"/>. Default none.</summary>
    public IReadOnlyDictionary<Node, QuantizationScheme> WeightSchemes { get; init; } = new Dictionary<Node, QuantizationScheme>();

    /// <summary>
    /// Schemes of single values, in the place of <see cref="ActivationScheme"/>: fewer bits of the same sign, kept within their range by a Clip of the integers. Default none.
    /// </summary>
    public IReadOnlyDictionary<Value, QuantizationScheme> ActivationSchemes { get; init; } = new Dictionary<Value, QuantizationScheme>();

    /// <summary>Whether biases are written as int32; else they stay float. Default true.</summary>
    public bool HasIntegerBias { get; init; } = true;

    /// <summary>The scheme of a layer's weights.</summary>
    public QuantizationScheme WeightSchemeOf(Node node) => WeightSchemes.GetValueOrDefault(node) ?? WeightScheme;
}
