using Occam.Core.Training.Schedules;
using Occam.Datasets.Loading;

namespace Occam.Core.Training;

/// <summary>How long a run is, and how it goes on. At least one of epochs and steps is wanted; where there are both, the shorter holds.</summary>
public sealed record RunnerOptions
{
    /// <summary>Times that every image is seen, at least 1; null where steps alone count. Default null.</summary>
    public int? Epochs { get; init; }

    /// <summary>Steps, at least 1; null where epochs alone count. Default null.</summary>
    public long? Steps { get; init; }

    /// <summary>The seed of what the algorithm draws. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Steps between two checkpoints within an epoch, at least 1; one is written after every epoch in any case. Default no further ones.</summary>
    public int? CheckpointEvery { get; init; }

    /// <summary>The numbers that training computes with. Default float32.</summary>
    public TrainingPrecision Precision { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Epochs is null or >= 1, $"Epochs has to be at least 1, but is {Epochs}."),
            (Steps is null or >= 1, $"Steps has to be at least 1, but is {Steps}."),
            (Epochs is not null || Steps is not null, "Epochs or Steps has to be given, but neither is."),
            (CheckpointEvery is null or >= 1, $"CheckpointEvery has to be at least 1, but is {CheckpointEvery}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }

    /// <summary>The length of a run over some batches, for which its schedule is made.</summary>
    /// <exception cref="ArgumentException">There is not one full batch.</exception>
    /// <exception cref="InvalidOperationException">An option is out of range; the message lists all that are.</exception>
    public ScheduleContext LengthFor(BatchLoader loader)
    {
        var problems = Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new InvalidOperationException(string.Join(' ', problems));
        }

        ArgumentOutOfRangeException.ThrowIfZero(loader.BatchCount, nameof(loader));
        return new(Math.Min(Steps ?? long.MaxValue, Epochs is { } epochs ? (long)epochs * loader.BatchCount : long.MaxValue), loader.BatchCount);
    }
}
