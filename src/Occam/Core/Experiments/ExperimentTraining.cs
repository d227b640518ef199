using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Datasets.Mixing;
using Occam.Datasets.Transforms;

namespace Occam.Core.Experiments;

/// <summary>How long an experiment trains, and on what batches.</summary>
public sealed record ExperimentTraining
{
    /// <summary>Times that every image is seen, at least 1. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Steps, at least 1, where the run is to be shorter than all epochs. Default all.</summary>
    public long? Steps { get; init; }

    /// <summary>Images a step, at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Images a batch of the test, at least 1. Default 500.</summary>
    public int TestBatchSize { get; init; } = 500;

    /// <summary>
    /// Training images that are held out: below 1 their share, from 1 on their number. No weight is trained on them; <c>occam search</c> scores subnets on exactly them, and DARTS
    /// trains its architecture on them. Default 0, none.
    /// </summary>
    public double Validation { get; init; }

    /// <summary>Random changes of the images. Default flip and crop.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.FlipAndCrop;

    /// <summary>Changes of the images in the place of the augmentation, one after the other; an empty list is none. Default the augmentation alone.</summary>
    public IReadOnlyList<Choice<TransformContext, Transform>>? Transforms { get; init; }

    /// <summary>Ways to mix the images of a batch and their labels; of several, one is chosen for each batch. Default none.</summary>
    public IReadOnlyList<Choice<MixContext, BatchMix>> Mixes { get; init; } = [];

    /// <summary>The seed of weights, order and changes. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Threads that read images ahead, at least 1; results do not depend on it. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Steps between two checkpoints within an epoch, at least 1; one is written after every epoch in any case. Default no further ones.</summary>
    public int? CheckpointEvery { get; init; }

    /// <summary>The numbers that training computes with: <c>float32</c>, <c>channels_last</c>, <c>bfloat16</c>, or <c>auto</c>, the fastest of them here. Default float32.</summary>
    public TrainingPrecision Precision { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Epochs >= 1, $"Epochs has to be at least 1, but is {Epochs}."),
            (Steps is null or >= 1, $"Steps has to be at least 1, but is {Steps}."),
            (BatchSize >= 1, $"BatchSize has to be at least 1, but is {BatchSize}."),
            (TestBatchSize >= 1, $"TestBatchSize has to be at least 1, but is {TestBatchSize}."),
            (Validation is >= 0 and <= int.MaxValue && (Validation < 1 || double.IsInteger(Validation)), $"Validation has to be a share from 0 to below 1, or a whole number of images, but is {Validation}."),
            (CheckpointEvery is null or >= 1, $"CheckpointEvery has to be at least 1, but is {CheckpointEvery}."),
            (Workers >= 1, $"Workers has to be at least 1, but is {Workers}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
