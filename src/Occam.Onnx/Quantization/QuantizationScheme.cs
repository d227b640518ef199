namespace Occam.Onnx.Quantization;

/// <summary>How real numbers become integers: x is stored as q = clamp(round(x / scale) + zero point), rounding half to even.</summary>
/// <param name="Bits">The bit width: 2 to 8 for weights and activations, 32 for biases. Widths below 8 are stored in 8 bits.</param>
/// <param name="IsSigned">Whether the integers are signed.</param>
/// <param name="IsSymmetric">Whether the zero point is 0 for signed integers; the lowest integer is then not used, so that the range is symmetric.</param>
/// <param name="Granularity">What shares a scale.</param>
public sealed record QuantizationScheme(int Bits, bool IsSigned, bool IsSymmetric, Granularity Granularity)
{
    /// <summary>Unsigned 8 bit, affine, per tensor: what ONNX Runtime's fast integer kernels want of activations.</summary>
    public static QuantizationScheme Activations { get; } = new(8, IsSigned: false, IsSymmetric: false, Granularity.PerTensor);

    /// <summary>Signed 8 bit, symmetric, per output channel: what ONNX Runtime's fast integer kernels want of weights.</summary>
    public static QuantizationScheme Weights { get; } = new(8, IsSigned: true, IsSymmetric: true, Granularity.PerChannel) { LimitsPairs = true };

    /// <summary>Signed 32 bit, symmetric, per channel, at the product of the activation's and the weight's scale: biases, which are added to sums.</summary>
    public static QuantizationScheme Biases { get; } = new(32, IsSigned: true, IsSymmetric: true, Granularity.PerChannel);

    /// <summary>How many neighbouring inputs of an output channel share a scale, for <see cref="Granularity.PerGroup"/>; 0 otherwise. Default 0.</summary>
    public int GroupSize { get; init; }

    /// <summary>
    /// Whether two weights of one output channel that are multiplied together add up to 128 at most in either sign (where needed by a wider scale). x86 processors without 8-bit dot
    /// products add such pairs of products in 16 bits: 255 * 128 still fits, so every processor computes the same numbers. Pairs are the inputs 2k and 2k + 1 in ONNX Runtime's order: the
    /// channels of one position of the kernel, then the next position. Default false.
    /// </summary>
    public bool LimitsPairs { get; init; }

    /// <summary>The lowest integer: 0 unsigned, -127 for symmetric signed 8 bit, -128 for affine signed 8 bit.</summary>
    public int Lowest => !IsSigned ? 0 : IsSymmetric ? -Highest : (int)-(1L << (Bits - 1));

    /// <summary>The highest integer: 255 unsigned, 127 signed for 8 bit.</summary>
    public int Highest => (int)((1L << (IsSigned ? Bits - 1 : Bits)) - 1);
}
