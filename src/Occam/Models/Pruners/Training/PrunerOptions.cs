using Occam.Core.Registry;
using Occam.Models.Pruners.Criteria;

namespace Occam.Models.Pruners.Training;

/// <summary>The options of <see cref="TrainingPruner"/>.</summary>
public sealed record PrunerOptions : TargetedPruningOptions
{
    /// <summary>How channels are scored. Default l1.</summary>
    public Choice<TrainingContext, IImportance> Criterion { get; init; } = new("l1", new CriterionOptions(), _ => new L1Importance());

    /// <summary>When it is pruned, and how far each time. Default once, before the first step.</summary>
    public PruningSchedule Schedule { get; init; } = new();

    /// <summary>Which channels are ranked against each other. Default all.</summary>
    public RankingScope Ranking { get; init; }

    /// <summary>How the scores that the operators of a unit give to a channel become one. Default their mean.</summary>
    public GroupReduction Reduction { get; init; }

    /// <summary>What a unit's scores are divided by before units are compared. Default as the criterion asks for.</summary>
    public ScoreNormalisation Normalisation { get; init; }

    /// <summary>Widths are rounded to a multiple of this where a unit is wide enough (twice the multiple). Default 8.</summary>
    public int WidthMultiple { get; init; } = 8;

    /// <summary>Batches of calibration images that a criterion looks at, at least 1. Default 8.</summary>
    public int Batches { get; init; } = 8;

    /// <summary>Images in such a batch, at least 1. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems().Concat(Schedule.Problems()))
        {
            yield return problem;
        }

        if (Batches < 1)
        {
            yield return $"Batches has to be at least 1, but is {Batches}";
        }

        if (BatchSize < 1)
        {
            yield return $"BatchSize has to be at least 1, but is {BatchSize}";
        }
    }

    /// <inheritdoc/>
    internal override PruningOptions Limits() => base.Limits() with { Ranking = Ranking, Reduction = Reduction, Normalisation = Normalisation, WidthMultiple = WidthMultiple };
}
