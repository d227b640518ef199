using Occam.Models.Quantizers;
using Occam.Models.Quantizers.Training;
using Occam.Onnx.Quantization;

namespace Occam.Apis;

/// <summary>How a network is quantized, for <see cref="CompressOptions.Quantization"/>.</summary>
public sealed record QuantizationOptions
{
    private const string DefaultBackend = "onnxruntime";
    private static readonly string[] Methods = ["ptq", "adaround", "gptq", "qat", "lsq"];

    /// <summary>
    /// How: weights rounded to the nearest (ptq), by what was learnt (adaround) or one after the other (gptq); or the network trained for its integers, straight through (qat) or with
    /// learned step sizes (lsq). Default ptq.
    /// </summary>
    public string Method { get; init; } = "ptq";

    /// <summary>Bits of a weight, 8, 4, 3 or 2; fewer than 8 are stored in 8 for ONNX Runtime's integer kernels. Default 8.</summary>
    public int Bits { get; init; } = 8;

    /// <summary>Bits of an activation, 8 or 4, for the methods that train; 4 are stored in 8. Default 8.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>Times that every training image is seen, at least 1, for the methods that train. Default 2.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>The highest learning rate, above 0, for the methods that train. Default 0.003.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>
    /// The most that accuracy (agreement where there are no labels) on the calibration images may drop, in percentage points, at least 0: the most
    /// sensitive layers return to float until it holds. Null sets no limit. Default null.
    /// </summary>
    public double? MaxDrop { get; init; }

    /// <summary>
    /// Whose kernels will compute: onnxruntime, tensorrt or openvino. What is written for the last two follows their documentation; it is run here in ONNX Runtime, which says what accuracy they will have, not
    /// what time. Default onnxruntime.
    /// </summary>
    public string Backend { get; init; } = DefaultBackend;

    /// <summary>Whether the network stays float where integers are slower on this machine. Results then depend on the machine. Default false.</summary>
    public bool NeverSlower { get; init; }

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Methods.Contains(Method, StringComparer.Ordinal), $"the method of quantization is one of {string.Join(", ", Methods)}, but is '{Method}'"),
            (Bits is 8 or 4 or 3 or 2, $"weights have 8, 4, 3 or 2 bits, but {Bits} are given"),
            (ActivationBits == 8 || (ActivationBits == 4 && IsTrained), $"activations have 8 bits, or 4 with qat and lsq, but {ActivationBits} are given for {Method}"),
            (Epochs >= 1, $"training for quantization takes at least 1 epoch, but {Epochs} are given"),
            (LearningRate > 0, $"the learning rate of quantization has to be above 0, but is {LearningRate}"),
            (MaxDrop is null || !IsTrained, $"an accuracy budget is for methods without training, but the method is {Method}"),
            (IntegerBackend.Known.ContainsKey(Backend), $"the backend is one of {string.Join(", ", IntegerBackend.Known.Keys.Order(StringComparer.Ordinal))}, but is '{Backend}'"),
            (IsForOnnxRuntime || !IsTrained, $"methods that train, here {Method}, write for onnxruntime alone, but the backend is {Backend}"),
            (IsForOnnxRuntime || !NeverSlower, $"whether integers are slower is measured in ONNX Runtime, which says nothing about {Backend}"),
            (MaxDrop is null or >= 0, $"the accuracy drop is in points, at least 0, but is {MaxDrop}"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }

    /// <summary>The runtime's name, where what is written for it cannot be asked here; else null.</summary>
    internal string? UnaskedRuntime => IntegerBackend.Known[Backend] is { IsVerified: false } unasked ? unasked.Name : null;

    /// <summary>Whether ONNX Runtime's time says something about the result.</summary>
    private bool IsForOnnxRuntime => string.Equals(Backend, DefaultBackend, StringComparison.Ordinal);

    /// <summary>Whether the method trains the network.</summary>
    internal bool IsTrained => Method is "qat" or "lsq";

    /// <summary>The options of training for quantization.</summary>
    internal QuantizationAwareOptions ToTrained() => new()
    {
        Method = string.Equals(Method, "lsq", StringComparison.Ordinal) ? QuantizationAwareMethod.Lsq : QuantizationAwareMethod.Qat,
        WeightBits = Bits,
        ActivationBits = ActivationBits,
    };

    /// <summary>The quantizer's options.</summary>
    internal StaticQuantizerOptions ToStatic() => new()
    {
        Backend = IntegerBackend.Known[Backend],
        WeightBits = Bits,
        CorrectBias = Bits < 8,
        Rounding = Method switch
        {
            "adaround" => WeightRounding.AdaRound,
            "gptq" => WeightRounding.Gptq,
            _ => WeightRounding.Nearest,
        },
    };
}
