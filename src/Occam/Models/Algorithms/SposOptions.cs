using Occam.Core.Registry;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>The options of <see cref="SposAlgorithm"/>.</summary>
public sealed record SposOptions
{
    /// <summary>What every subnet is trained for. Default cross-entropy with the labels.</summary>
    public Choice<TrainingContext, TaskLoss> Task { get; init; } = new("cross_entropy", new CrossEntropyOptions(), _ => new CrossEntropyLoss());

    /// <summary>Images on which the BatchNorms of a subnet that is evaluated or exported take their statistics, at least 2. Default 500.</summary>
    public int CalibrationImages { get; init; } = 500;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => CalibrationImages >= 2 ? [] : [$"CalibrationImages has to be at least 2, but is {CalibrationImages}."];

    /// <summary>Makes the algorithm.</summary>
    /// <param name="context">The supernet, the data, the seed.</param>
    public SposAlgorithm Create(TrainingContext context)
    {
        var calibration = new BatchLoader(context.Data.Calibration, context.Input.Normalisation!, new() { BatchSize = CalibrationImages, Layout = context.Input.Layout });
        return new(context.Graph, context.Make(Task), calibration, context.Device);
    }
}
