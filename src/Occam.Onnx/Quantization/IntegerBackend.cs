using System.Collections.Frozen;

namespace Occam.Onnx.Quantization;

/// <summary>
/// What a runtime computes in integers, as data: its schemes and the operators that it fuses with the Q/DQ nodes around them. What an
/// operator needs there follows from its <see cref="Graphs.Ops.QuantizationRole"/>; an operator that is not listed stays float.
/// </summary>
public sealed record IntegerBackend
{
    /// <summary>
    /// ONNX Runtime's CPU provider (measured with 1.31). Not fused, so float: ConvTranspose, DepthToSpace, Pad, normalisations, HardSwish,
    /// Gelu, Tanh, PRelu, Sub, Div, recurrent operators. Softmax is fused, but is left float for accuracy.
    /// </summary>
    public static IntegerBackend OnnxRuntimeCpu { get; } = new()
    {
        Name = "ONNX Runtime CPU",
        IntegerKernels = Set(
            "Conv", "Gemm", "MatMul",
            "Add", "Mul",
            "AveragePool", "GlobalAveragePool", "LeakyRelu", "Sigmoid", "Concat",
            "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze", "Slice", "Split", "Gather", "Expand", "Tile", "MaxPool", "Resize"),
        Absorbed = Set("Relu", "Clip"),
        FloatOutput = Set("Gemm", "MatMul"),
    };

    /// <summary>The runtime's name, for reports.</summary>
    public required string Name { get; init; }

    /// <summary>The scheme of activations. Default unsigned 8 bit, affine, per tensor.</summary>
    public QuantizationScheme Activations { get; init; } = QuantizationScheme.Activations;

    /// <summary>The scheme of weights. Default signed 8 bit, symmetric, per output channel.</summary>
    public QuantizationScheme Weights { get; init; } = QuantizationScheme.Weights;

    /// <summary>The operators that have integer kernels.</summary>
    public required IReadOnlySet<string> IntegerKernels { get; init; }

    /// <summary>Clamps that vanish into the quantization of the operator before them.</summary>
    public required IReadOnlySet<string> Absorbed { get; init; }

    /// <summary>Contractions that may give float results from integer operands, without a rounding.</summary>
    public required IReadOnlySet<string> FloatOutput { get; init; }

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
