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
        WeightOnly = new WeightOnlyKernels(SmallestBlock: 16, LargestBlock: 256),
    };

    /// <summary>
    /// The constraints of TensorRT's explicit quantization, as its documentation states them (not run here): signed activations and
    /// weights, zero points of 0, biases in float. What is written is not verified in ONNX Runtime, whose integer kernels want unsigned activations.
    /// </summary>
    public static IntegerBackend TensorRt { get; } = OnnxRuntimeCpu with
    {
        Name = "TensorRT",
        Activations = new QuantizationScheme(8, IsSigned: true, IsSymmetric: true, Granularity.PerTensor),
        Weights = QuantizationScheme.Weights with { LimitsPairs = false },
        HasIntegerBias = false,
        WeightOnly = null,
        IntegerKernels = Set("Conv", "Gemm", "MatMul", "Add", "AveragePool", "GlobalAveragePool", "Concat", "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze", "Slice", "Split", "MaxPool"),
        Absorbed = Set("Relu"),
        IsVerified = false,
    };

    /// <summary>The constraints of OpenVINO's CPU plugin, as its documentation states them (not run here): unsigned affine activations, signed symmetric weights.</summary>
    public static IntegerBackend OpenVino { get; } = OnnxRuntimeCpu with { Name = "OpenVINO", WeightOnly = null, IsVerified = false };

    /// <summary>Those that Occam brings, by the names that options take: onnxruntime, tensorrt, openvino.</summary>
    public static IReadOnlyDictionary<string, IntegerBackend> Known { get; } = new Dictionary<string, IntegerBackend>(StringComparer.Ordinal)
    {
        ["onnxruntime"] = OnnxRuntimeCpu,
        ["tensorrt"] = TensorRt,
        ["openvino"] = OpenVino,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether ONNX Runtime can be asked what became of each layer; else coverage says what was intended. Default true.</summary>
    public bool IsVerified { get; init; } = true;

    /// <summary>The runtime's name, for reports.</summary>
    public required string Name { get; init; }

    /// <summary>The scheme of activations. Default unsigned 8 bit, affine, per tensor.</summary>
    public QuantizationScheme Activations { get; init; } = QuantizationScheme.Activations;

    /// <summary>
    /// The scheme of weights: symmetric, since kernels take no zero points of weights. Default signed 8 bit, symmetric, per output channel, without pairs that saturate on processors without 8-bit dot products.
    /// </summary>
    public QuantizationScheme Weights { get; init; } = QuantizationScheme.Weights;

    /// <summary>Whether biases are int32 at the scale of the sums; else they stay float. Default true.</summary>
    public bool HasIntegerBias { get; init; } = true;

    /// <summary>What it multiplies of float activations and weights of few bits; null where it does not. Default null.</summary>
    public WeightOnlyKernels? WeightOnly { get; init; }

    /// <summary>The operators that have integer kernels.</summary>
    public required IReadOnlySet<string> IntegerKernels { get; init; }

    /// <summary>Clamps that run with the operator before them: they vanish where saturation does their work, and stay before the quantization where activations are symmetric.</summary>
    public required IReadOnlySet<string> Absorbed { get; init; }

    /// <summary>Contractions that may give float results from integer operands, without a rounding.</summary>
    public required IReadOnlySet<string> FloatOutput { get; init; }

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
