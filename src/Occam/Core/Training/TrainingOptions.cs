using Occam.Datasets.Loading;

namespace Occam.Core.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Times that every image is seen, at least 1. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Steps, at least 1, where the run is to be shorter than all epochs; default all.</summary>
    public long? Steps { get; init; }

    /// <summary>Images a step, at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>The highest learning rate, over 0. Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The share of the steps in which the learning rate rises, 0 to below 1. Default 0.05.</summary>
    public double WarmUp { get; init; } = 0.05;

    /// <summary>The optimizer's momentum, 0 to below 1. Default 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The weight decay, at least 0. Default 5e-4.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>The share of the target that is spread over all classes, 0 to below 1. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Random changes of the images. Default flip and crop.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.FlipAndCrop;

    /// <summary>The seed of weights, order and changes. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Threads that read images ahead, at least 1; results do not depend on it. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Epochs >= 1, $"Epochs has to be at least 1, but is {Epochs}."),
            (Steps is null or >= 1, $"Steps has to be at least 1, but is {Steps}."),
            (BatchSize >= 1, $"BatchSize has to be at least 1, but is {BatchSize}."),
            (LearningRate > 0, $"LearningRate has to be over 0, but is {LearningRate}."),
            (WarmUp is >= 0 and < 1, $"WarmUp has to be from 0 to below 1, but is {WarmUp}."),
            (Momentum is >= 0 and < 1, $"Momentum has to be from 0 to below 1, but is {Momentum}."),
            (WeightDecay >= 0, $"WeightDecay has to be at least 0, but is {WeightDecay}."),
            (LabelSmoothing is >= 0 and < 1, $"LabelSmoothing has to be from 0 to below 1, but is {LabelSmoothing}."),
            (Workers >= 1, $"Workers has to be at least 1, but is {Workers}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem).Concat(Augmentation.Problems());
    }
}
