namespace Occam.Core.Reports;

/// <summary>How a weighted layer runs in the int8 model.</summary>
/// <param name="Layer">The node's name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="RunsAs">The kernel that ONNX Runtime runs, or "float".</param>
/// <param name="IsInteger">Whether it computes with integers.</param>
/// <param name="Macs">Its operations for one image.</param>
public sealed record LayerFigures(string Layer, string Operator, string RunsAs, bool IsInteger, long Macs);
