using Occam.Core.Registry;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>The options of <see cref="DartsAlgorithm"/>.</summary>
public sealed record DartsSearchOptions
{
    internal const double DefaultValidationShare = 0.5;

    /// <summary>What the network is trained for. Default cross-entropy with the labels.</summary>
    public Choice<TrainingContext, TaskLoss> Task { get; init; } = new("cross_entropy", new CrossEntropyOptions(), _ => new CrossEntropyLoss());

    /// <summary>Whether the gradient of the architecture looks a step of the weights ahead (second order): four passes through the network for its step instead of one. Default yes.</summary>
    public bool Unrolled { get; init; } = true;

    /// <summary>
    /// The share of the training images that train the architecture, over 0 and below 1; the others train the weights. An image keeps its part for the whole run. Not to be given where the
    /// experiment holds images out (<see cref="Core.Experiments.ExperimentTraining.Validation"/>): then those train the architecture. Default 0.5 where it does not.
    /// </summary>
    public double? ValidationShare { get; init; }

    /// <summary>Images a step of the architecture, where the experiment holds images out, at least 1. Default 64, as in the paper.</summary>
    public int ValidationBatchSize { get; init; } = 64;

    /// <summary>Epochs at the start in which the architecture stays, at least 0. Default 0.</summary>
    public int WarmUpEpochs { get; init; }

    /// <summary>Whether scale and shift of BatchNorm are trained. Default no, as in the paper: operations are not to be rescaled while they are compared.</summary>
    public bool AffineNorms { get; init; }

    /// <summary>Whether mixtures are drawn anew in every step by the Gumbel softmax, instead of the softmax alone. Default no.</summary>
    public bool Gumbel { get; init; }

    /// <summary>The temperature of the softmax at the start, over 0. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>The temperature at the end, over 0, reached along a line. Default 1.</summary>
    public double FinalTemperature { get; init; } = 1;

    /// <summary>Makes the algorithm; images that the data holds out for validation train the architecture, unchanged (no crops, no flips).</summary>
    /// <param name="context">The search network, the data, the seed.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a share is given though images are held out.</exception>
    public DartsAlgorithm Create(TrainingContext context)
    {
        var heldOut = context.Data.Validation is { } images
            ? new BatchLoader(images, context.Input.Normalisation!, new() { BatchSize = ValidationBatchSize, Shuffle = true, Layout = context.Input.Layout, Seed = context.Seed })
            : null;
        return new(context.Graph, context.Make(Task), this, context.Seed, context.Device, heldOut);
    }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. ValidationShare is null or (> 0 and < 1) ? [] : (string[])[$"ValidationShare has to be over 0 and below 1, but is {ValidationShare}."],
        .. OptionRange.AtLeast(nameof(ValidationBatchSize), ValidationBatchSize, 1),
        .. OptionRange.AtLeast(nameof(WarmUpEpochs), WarmUpEpochs, 0),
        .. OptionRange.Positive(nameof(Temperature), Temperature),
        .. OptionRange.Positive(nameof(FinalTemperature), FinalTemperature),
    ];
}
