using Occam.Graphs;

namespace Occam.Onnx.Quantization;

/// <summary>What is intended for a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Precision">The intended precision.</param>
/// <param name="Reason">Why, in words; for absorbed nodes the name of the node that absorbs them.</param>
public sealed record LayerDecision(Node Node, LayerPrecision Precision, string Reason);
