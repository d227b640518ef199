namespace Occam.Onnx.Quantization;

/// <summary>How real numbers become integers: x is stored as q = clamp(round(x / scale) + zero point), rounding half to even.</summary>
/// <param name="Bits">The bit width, 2 to 8.</param>
/// <param name="IsSigned">Whether the integers are signed.</param>
/// <param name="IsSymmetric">Whether the zero point is 0 for signed integers; the lowest integer is then not used, so that the range is symmetric.</param>
/// <param name="Granularity">What shares a scale.</param>
public sealed record QuantizationScheme(int Bits, bool IsSigned, bool IsSymmetric, Granularity Granularity)
{
    /// <summary>Unsigned 8 bit, affine, per tensor: what ONNX Runtime's fast integer kernels want of activations.</summary>
    public static QuantizationScheme Activations { get; } = new(8, IsSigned: false, IsSymmetric: false, Granularity.PerTensor);

    /// <summary>Signed 8 bit, symmetric, per output channel: what ONNX Runtime's fast integer kernels want of weights.</summary>
    public static QuantizationScheme Weights { get; } = new(8, IsSigned: true, IsSymmetric: true, Granularity.PerChannel);

    /// <summary>The lowest integer: 0 unsigned, -127 for symmetric signed 8 bit, -128 for affine signed 8 bit.</summary>
    public int Lowest => !IsSigned ? 0 : IsSymmetric ? -Highest : -(1 << (Bits - 1));

    /// <summary>The highest integer: 255 unsigned, 127 signed for 8 bit.</summary>
    public int Highest => (1 << (IsSigned ? Bits - 1 : Bits)) - 1;
}
