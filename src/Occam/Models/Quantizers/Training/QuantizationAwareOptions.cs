namespace Occam.Models.Quantizers.Training;

/// <summary>How a network is trained for quantization.</summary>
public sealed record QuantizationAwareOptions
{
    private const int LargestWidth = 8;

    /// <summary>How the quantizers behave. Default straight-through with moving averages.</summary>
    public QuantizationAwareMethod Method { get; init; } = QuantizationAwareMethod.Qat;

    /// <summary>Bits of a weight, 2 to 8. Default 8.</summary>
    public int WeightBits { get; init; } = LargestWidth;

    /// <summary>Bits of an activation, 2 to 8. Fewer than 8 are stored in 8 and clipped: ONNX Runtime's integer kernels have no other width. Default 8.</summary>
    public int ActivationBits { get; init; } = LargestWidth;

    /// <summary>Bits of the first and the last layer's weights and inputs where the others have fewer, 2 to 8. Default 8, as the papers have it.</summary>
    public int EdgeBits { get; init; } = LargestWidth;

    /// <summary>The weight of the newest range in the moving average, above 0, at most 1. Default 0.01.</summary>
    public double Averaging { get; init; } = 0.01;

    /// <summary>The share of the run after which the ranges of activations stay as they are, 0 to 1. Default 0.5.</summary>
    public double FreezeObservers { get; init; } = 0.5;

    /// <summary>The factor of half the sum of the squared clipping bounds in the loss (PACT), at least 0. Default 1e-4.</summary>
    public double ClipDecay { get; init; } = 1e-4;

    /// <summary>Training images that find the first ranges, at least 1. Default 256.</summary>
    public int CalibrationImages { get; init; } = 256;

    /// <summary>Which depthwise convolutions become integer. Default those between integer nodes.</summary>
    public DepthwisePrecision Depthwise { get; init; } = DepthwisePrecision.AsNeighbours;

    /// <summary>Names of nodes, or of operators, that stay float. Default none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (WeightBits is >= 2 and <= LargestWidth, $"WeightBits has to be from 2 to 8, but is {WeightBits}."),
            (ActivationBits is >= 2 and <= LargestWidth, $"ActivationBits has to be from 2 to 8, but is {ActivationBits}."),
            (EdgeBits is >= 2 and <= LargestWidth, $"EdgeBits has to be from 2 to 8, but is {EdgeBits}."),
            (Averaging is > 0 and <= 1, $"Averaging has to be above 0 and at most 1, but is {Averaging}."),
            (FreezeObservers is >= 0 and <= 1, $"FreezeObservers has to be from 0 to 1, but is {FreezeObservers}."),
            (ClipDecay >= 0, $"ClipDecay has to be at least 0, but is {ClipDecay}."),
            (CalibrationImages >= 1, $"CalibrationImages has to be at least 1, but is {CalibrationImages}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
