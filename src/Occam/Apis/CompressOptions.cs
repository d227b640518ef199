using Occam.Datasets;
using Occam.Models.Pruners;

namespace Occam.Apis;

/// <summary>What <see cref="Compress"/> is to do.</summary>
public sealed record CompressOptions
{
    /// <summary>The ONNX file of an image classifier: one input [N, C, H, W], first output [N, classes].</summary>
    public required string Model { get; init; }

    /// <summary>The folder of images: IDX files as MNIST has them, or image files, with one folder a class where they have labels.</summary>
    public required string Data { get; init; }

    /// <summary>The folder that gets the results; made where it is missing.</summary>
    public required string Output { get; init; }

    /// <summary>Targets, criterion, ranking and limits of pruning. Without a target, here or in <see cref="TargetLatency"/>, and without a plan nothing is pruned. Its seed is <see cref="Seed"/>.</summary>
    public PruningOptions Pruning { get; init; } = new();

    /// <summary>The share of the measured latency that may stay, over 0 to 1; null sets no such target. Default null.</summary>
    public double? TargetLatency { get; init; }

    /// <summary>The file of measured kernel latencies; null takes this machine's in the user's cache folder. Default null.</summary>
    public string? LatencyTable { get; init; }

    /// <summary>The plan that is applied instead of making one for a target; null makes one. Default null.</summary>
    public string? FromPlan { get; init; }

    /// <summary>What numbers the compressed network computes with. Default float.</summary>
    public NumberFormat Quantize { get; init; }

    /// <summary>How it is quantized. Default to the nearest integer of 8 bits.</summary>
    public QuantizationOptions Quantization { get; init; } = new();

    /// <summary>Whether the pruned network is trained with the original as teacher. Default true.</summary>
    public bool FineTune { get; init; } = true;

    /// <summary>Times that the fine-tuning sees every training image, at least 1. Default 6.</summary>
    public int Epochs { get; init; } = 6;

    /// <summary>
    /// The most time that fine-tuning may take, over zero: fewer epochs are trained where <see cref="Epochs"/> would take longer, as the speed of the first
    /// steps shows. Results then depend on the machine's speed. Default no limit.
    /// </summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>Images a training step, at least 1. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The highest learning rate of the fine-tuning (SGD with momentum, warm-up, cosine), over 0. Default 0.02.</summary>
    public double LearningRate { get; init; } = 0.02;

    /// <summary>The seed of order, augmentation and calibration; the same seed gives the same result on the same machine. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Threads for training and for measuring latency, at least 1; null takes the usable cores. Default null.</summary>
    public int? Threads { get; init; }

    /// <summary>Height and width of images, where the model file leaves them open; the written networks take images of this size. Null takes 224 for open sides. Default null.</summary>
    public ImageSides? ImageSize { get; init; }

    /// <summary>Mean of each channel, on the scale 0 to 1; null as <see cref="Deviation"/>.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>
    /// Standard deviation of each channel, on the scale 0 to 1: inputs are (pixel / 255 - mean) / deviation. Null takes what the model file states, else ImageNet's
    /// for three channels, else the training images'. Default null.
    /// </summary>
    public IReadOnlyList<float>? Deviation { get; init; }

    /// <summary>Whether to go on with the interrupted run in <see cref="Output"/>. Default no.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether results of an earlier run in <see cref="Output"/> may be replaced. Default no.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether channels are pruned at all.</summary>
    internal bool Prunes => HasTarget || FromPlan is not null;

    private bool HasTarget => TargetLatency is not null || Pruning.HasTarget;

    /// <summary>Lists everything that is wrong with the options themselves; empty where they are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (TargetLatency is null or (> 0 and <= 1), $"the target of latency is a share over 0, at most 1, but is {TargetLatency}"),
            (HasTarget || FromPlan is not null || Quantize != NumberFormat.Float32, "nothing is asked for: give a target (of MACs, parameters, activations or latency) or a plan, a number format to quantize to, or both"),
            (!HasTarget || FromPlan is null, "a plan already says how wide everything stays; give a target or a plan, not both"),
            (Epochs >= 1, $"epochs have to be at least 1, but are {Epochs}"),
            (TimeBudget is null || TimeBudget > TimeSpan.Zero, $"the time budget has to be over zero, but is {TimeBudget}"),
            (BatchSize >= 1, $"the batch size has to be at least 1, but is {BatchSize}"),
            (LearningRate > 0 && double.IsFinite(LearningRate), $"the learning rate has to be over 0, but is {LearningRate}"),
            (Threads is null or >= 1, $"threads have to be at least 1, but are {Threads}"),
            (Mean is null == Deviation is null, "mean and deviation have to be given together"),
            (Mean is null || Deviation is null || Mean.Count == Deviation.Count, $"mean and deviation have to be given for the same channels, but are for {Mean?.Count} and {Deviation?.Count}"),
            (Deviation is null || Deviation.All(value => value > 0), "every deviation has to be over 0"),
            (!(Resume && Overwrite), "resuming and overwriting exclude each other"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem).Concat(Pruning.Problems()).Concat(Quantization.Problems());
    }
}
