using Occam.Models.Quantizers;

namespace Occam.Apis;

/// <summary>How a network is quantized, for <see cref="CompressOptions.Quantization"/>.</summary>
public sealed record QuantizationOptions
{
    private static readonly string[] Methods = ["ptq", "adaround", "gptq"];

    /// <summary>How weights are rounded: ptq (to the nearest), adaround (learnt) or gptq (one after the other). Default ptq.</summary>
    public string Method { get; init; } = "ptq";

    /// <summary>Bits of a weight, 8 or 4; 4 are stored in 8 for ONNX Runtime's integer kernels. Default 8.</summary>
    public int Bits { get; init; } = 8;

    /// <summary>
    /// The most that accuracy (agreement where there are no labels) on the calibration images may drop, in percentage points, at least 0: the most
    /// sensitive layers return to float until it holds. Null sets no limit. Default null.
    /// </summary>
    public double? MaxDrop { get; init; }

    /// <summary>Whether the network stays float where integers are slower on this machine. Results then depend on the machine. Default false.</summary>
    public bool NeverSlower { get; init; }

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Methods.Contains(Method, StringComparer.Ordinal), $"the method of quantization is one of {string.Join(", ", Methods)}, but is '{Method}'"),
            (Bits is 8 or 4, $"weights have 8 or 4 bits, but {Bits} are given"),
            (MaxDrop is null or >= 0, $"the accuracy drop is in points, at least 0, but is {MaxDrop}"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }

    /// <summary>The quantizer's options.</summary>
    internal StaticQuantizerOptions ToStatic() => new()
    {
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
