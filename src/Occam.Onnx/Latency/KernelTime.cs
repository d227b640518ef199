namespace Occam.Onnx.Latency;

/// <summary>How long one kernel of a model takes.</summary>
/// <param name="Node">The node as ONNX Runtime names it after its own rewriting.</param>
/// <param name="Operator">The operator that runs.</param>
/// <param name="Milliseconds">The time of one run.</param>
public sealed record KernelTime(string Node, string Operator, double Milliseconds);
