using Occam.Models.Pruners.Criteria;

namespace Occam.Models.Pruners.Training;

/// <summary>The options of <see cref="GroupFisherPruner"/>.</summary>
public sealed record GroupFisherPrunerOptions : TargetedPruningOptions
{
    /// <summary>Steps over which the information is added up before a channel leaves, at least 1. Default 25, as MMRazor's configs.</summary>
    public int Interval { get; init; } = 25;

    /// <summary>What the information of a channel is divided by. Default the share of activation memory that it takes.</summary>
    public FisherSaving Saving { get; init; } = FisherSaving.Activations;

    /// <summary>
    /// The share of the run, in (0, 1], by which the targets are met. Where one channel an interval would not do, more leave at a time, so that costs fall at least along a straight line. Default 0.7.
    /// </summary>
    public double End { get; init; } = 0.7;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
        {
            yield return problem;
        }

        if (Interval < 1)
        {
            yield return $"the interval has to be at least 1 step, but is {Interval}";
        }

        if (End is not (> 0 and <= 1))
        {
            yield return $"the share of the run by which targets are met has to be in (0, 1], but end is {End}";
        }
    }

    /// <inheritdoc/>
    internal override PruningOptions Limits() => base.Limits() with { WidthMultiple = 1 };
}
