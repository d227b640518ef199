using Occam.Models.Quantizers.Observers;
using Occam.Models.Quantizers.Reconstruction;
using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers;

/// <summary>How a network is quantized after training.</summary>
public sealed record StaticQuantizerOptions
{
    private const int ReducedBits = 7;

    /// <summary>What the runtime computes in integers. Default ONNX Runtime on the CPU.</summary>
    public IntegerBackend Backend { get; init; } = IntegerBackend.OnnxRuntimeCpu;

    /// <summary>How the ranges of activations are found. Default from the lowest to the highest number.</summary>
    public RangeMethod Ranges { get; init; } = RangeMethod.MinMax;

    /// <summary>What <see cref="RangeMethod.Percentile"/> covers at each end, in percent. Default 99.99.</summary>
    public double Percentile { get; init; } = 99.99;

    /// <summary>Which depthwise convolutions become integer. Default those between integer nodes, which is fastest (<c>results/int8-latency.csv</c>).</summary>
    public DepthwisePrecision Depthwise { get; init; } = DepthwisePrecision.AsNeighbours;

    /// <summary>
    /// Whether no pair of products can saturate on processors without 8-bit dot products: channels with two large neighbouring weights of one sign get a wider scale, by a factor of 2 at most. Results
    /// are then the same on every processor. Default true.
    /// </summary>
    public bool LimitPairs { get; init; } = true;

    /// <summary>Whether all weights get 7 bits, the blunter way to keep processors without 8-bit dot products from saturating. Default false.</summary>
    public bool ReduceRange { get; init; }

    /// <summary>Bits of a weight: 8, 4, 3 or 2. Fewer than 8 are stored in 8 bits: ONNX Runtime's integer kernels have no other width, so accuracy changes, size and speed do not. Default 8.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>How weights are rounded. Default to the nearest integer.</summary>
    public WeightRounding Rounding { get; init; }

    /// <summary>How rounding is learnt, for <see cref="WeightRounding.AdaRound"/>.</summary>
    public AdaRoundOptions AdaRound { get; init; } = new();

    /// <summary>Whether weights of neighbouring convolutions are equalised first. Default false.</summary>
    public bool Equalise { get; init; }

    /// <summary>Whether biases make good the mean error of each output channel. Default false.</summary>
    public bool CorrectBias { get; init; }

    /// <summary>Calibration batches that learnt rounding and bias correction keep in memory, at least 1. Default 8.</summary>
    public int ReconstructionBatches { get; init; } = 8;

    /// <summary>Names of nodes, or of operators, that stay float. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Why nodes are excluded, in words, for the report.</summary>
    internal string ExclusionReason { get; init; } = "excluded by the options";

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (WeightBits is 8 or 4 or 3 or 2, $"WeightBits has to be 8, 4, 3 or 2, but is {WeightBits}"),
            (Backend.Weights.IsSymmetric, $"weights are symmetric for integer kernels, which take no zero points of weights, but the backend '{Backend.Name}' describes affine ones; zero points are for weights alone"),
            (!ReduceRange || WeightBits == 8, "a reduced range is for weights of 8 bits"),
            (ReconstructionBatches >= 1, $"ReconstructionBatches has to be at least 1, but is {ReconstructionBatches}"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem).Concat(AdaRound.Problems());
    }

    /// <summary>The scheme of weights.</summary>
    internal QuantizationScheme WeightScheme => (ReduceRange ? Backend.Weights with { Bits = ReducedBits } : WeightBits == Backend.Weights.Bits ? Backend.Weights : Backend.Weights with { Bits = WeightBits }) with { LimitsPairs = LimitPairs && Backend.Weights.LimitsPairs };

    /// <summary>How weights are rounded anew after the first, nearest rounding; null for not at all.</summary>
    internal IWeightRounding? CreateRounding() => Rounding switch
    {
        WeightRounding.AdaRound => new AdaRound(AdaRound),
        WeightRounding.Gptq => new Gptq(),
        _ => null,
    };

    /// <summary>An observer as these options describe it.</summary>
    internal Observer CreateObserver() => Ranges switch
    {
        RangeMethod.Percentile => new PercentileObserver(Percentile),
        RangeMethod.MeanSquaredError => new MeanSquaredErrorObserver(Backend.Activations),
        RangeMethod.MovingAverage => new MovingAverageObserver(),
        RangeMethod.Entropy => new EntropyObserver(Backend.Activations),
        _ => new MinMaxObserver(),
    };
}
