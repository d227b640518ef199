namespace Occam.Onnx.Quantization;

/// <summary>How ONNX Runtime computes a layer of a quantized network.</summary>
/// <param name="Node">The node's name in the network.</param>
/// <param name="OpType">Its operator.</param>
/// <param name="Intended">What was intended.</param>
/// <param name="IsInteger">Whether ONNX Runtime computes it in integers.</param>
/// <param name="Remark">The kernel that computes it (for example <c>QLinearConv</c>), or why it is float.</param>
public sealed record LayerCoverage(string Node, string OpType, LayerPrecision Intended, bool IsInteger, string Remark)
{
    /// <summary>Whether the layer was to be integer and is not.</summary>
    public bool StayedFloat => !IsInteger && Intended != LayerPrecision.Float;
}
