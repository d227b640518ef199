using Occam.Models.Losses;

namespace Occam.Models.Predictors;

/// <summary>The options of <see cref="MlpPredictor"/>.</summary>
public sealed record MlpOptions
{
    /// <summary>The sizes of the hidden layers, each at least 1. Default two of 64.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [64, 64];

    /// <summary>The steps, each over all rows, at least 1. Default 400.</summary>
    public int Steps { get; init; } = 400;

    /// <summary>The learning rate of AdamW at the start, over 0; it falls to 0 along a cosine. Default 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The weight decay, at least 0. Default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The seed of the weights. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. Hidden.SelectMany(size => OptionRange.AtLeast(nameof(Hidden), size, 1)),
        .. OptionRange.AtLeast(nameof(Steps), Steps, 1),
        .. OptionRange.Positive(nameof(LearningRate), LearningRate),
        .. OptionRange.NotNegative(nameof(WeightDecay), WeightDecay),
    ];
}
