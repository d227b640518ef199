using Occam.Core.Registry;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>The options of <see cref="AutoSlimAlgorithm"/>.</summary>
public sealed record AutoSlimOptions
{
    /// <summary>What the largest subnet is trained for. Default cross-entropy with the labels.</summary>
    public Choice<TrainingContext, TaskLoss> Task { get; init; } = new("cross_entropy", new CrossEntropyOptions(), _ => new CrossEntropyLoss());

    /// <summary>Random subnets a step beside the largest and the smallest, at least 0. Default 2.</summary>
    public int RandomSubnets { get; init; } = 2;

    /// <summary>What the other subnets learn from the largest. Default temperature 1, weight 1.</summary>
    public KlDivergenceOptions Divergence { get; init; } = new() { Temperature = 1 };

    /// <summary>Images on which the BatchNorms of a subnet that is evaluated or exported take their statistics, at least 2. Default 500.</summary>
    public int CalibrationImages { get; init; } = 500;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (RandomSubnets >= 0, $"RandomSubnets has to be at least 0, but is {RandomSubnets}."),
            (CalibrationImages >= 2, $"CalibrationImages has to be at least 2, but is {CalibrationImages}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem).Concat(Divergence.Problems());
    }

    /// <summary>Makes the algorithm.</summary>
    /// <param name="context">The supernet, the data, the seed.</param>
    public AutoSlimAlgorithm Create(TrainingContext context)
    {
        var calibration = new BatchLoader(context.Data.Calibration, context.Input.Normalisation!, new() { BatchSize = CalibrationImages, Layout = context.Input.Layout });
        return new(context.Graph, context.Make(Task), this, calibration, context.Device);
    }
}
