using Occam.Datasets.Loading;
using Occam.Models.Algorithms;

namespace Occam.Apis;

/// <summary>The options of <see cref="FineTune"/>.</summary>
public sealed record FineTuneOptions
{
    /// <summary>Times that every image is seen, at least 1. Default 6.</summary>
    public int Epochs { get; init; } = 6;

    /// <summary>
    /// The most time that training may take, over zero. The number of steps is chosen before the first one, from the measured time of a step, so that the learning
    /// rate still reaches its end. Default no limit.
    /// </summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>Steps, at least 1, where they are known already, as in a run that is resumed; goes before the time budget. Default as epochs and budget give.</summary>
    public long? Steps { get; init; }

    /// <summary>Images a step, at least 1. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The highest learning rate, over 0. Default 0.02.</summary>
    public double LearningRate { get; init; } = 0.02;

    /// <summary>The weight decay, at least 0. Default 1e-4.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Temperature and weights of the distillation.</summary>
    public DistillationOptions Distillation { get; init; } = new();

    /// <summary>Random changes of the images. Default flip and crop.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.FlipAndCrop;

    /// <summary>The seed of order and changes. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Threads that read images ahead, at least 1; results do not depend on it. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>A checkpoint to go on from where it exists and to write on cancellation; default none.</summary>
    public string? Checkpoint { get; init; }
}
