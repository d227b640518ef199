using Occam.Core.Registry;
using Occam.Core.Training.Components;
using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>The options of <see cref="DartsAlgorithm"/>.</summary>
public sealed record DartsSearchOptions
{
    /// <summary>What the network is trained for. Default cross-entropy with the labels.</summary>
    public Choice<TrainingContext, TaskLoss> Task { get; init; } = new("cross_entropy", new CrossEntropyOptions(), _ => new CrossEntropyLoss());

    /// <summary>Whether the gradient of the architecture looks a step of the weights ahead (second order), which takes about four times as long. Default yes.</summary>
    public bool Unrolled { get; init; } = true;

    /// <summary>The share of the images that train the architecture, over 0 and below 1; the others train the weights. An image keeps its part for the whole run. Default 0.5.</summary>
    public double ValidationShare { get; init; } = 0.5;

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

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. ValidationShare is > 0 and < 1 ? [] : (string[])[$"ValidationShare has to be over 0 and below 1, but is {ValidationShare}."],
        .. OptionRange.AtLeast(nameof(WarmUpEpochs), WarmUpEpochs, 0),
        .. OptionRange.Positive(nameof(Temperature), Temperature),
        .. OptionRange.Positive(nameof(FinalTemperature), FinalTemperature),
    ];
}
