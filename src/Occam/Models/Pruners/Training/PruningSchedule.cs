using Occam.Core.Training;

namespace Occam.Models.Pruners.Training;

/// <summary>When a run is pruned, and how far each time.</summary>
public sealed record PruningSchedule
{
    /// <summary>How the share that may stay falls. Default at once.</summary>
    public PruningCurve Curve { get; init; }

    /// <summary>How often it is pruned where the curve is not one-shot, at least 1. Default 5.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The share of the run before the first round, in [0, 1); 0 prunes before the first step. Default 0.</summary>
    public double Begin { get; init; }

    /// <summary>The share of the run before the last round, from <see cref="Begin"/> to 1. Default 0.5. Without effect in one-shot, whose only round is at <see cref="Begin"/>.</summary>
    public double End { get; init; } = 0.5;

    /// <summary>Whether rounds wait for the end of an epoch. Default yes.</summary>
    public PruningMoment Between { get; init; } = PruningMoment.Epochs;

    /// <summary>How many rounds there are.</summary>
    internal int Count => Curve == PruningCurve.OneShot ? 1 : Rounds;

    /// <summary>The share of a cost that may stay after a round.</summary>
    /// <param name="target">The share at the end, in (0, 1].</param>
    /// <param name="round">The round, from 1.</param>
    public double Share(double target, int round)
    {
        var done = (double)round / Count;
        return Curve switch
        {
            PruningCurve.Linear => 1 - ((1 - target) * done),
            PruningCurve.Cubic => target + ((1 - target) * Math.Pow(1 - done, 3)),
            PruningCurve.Geometric => Math.Pow(target, done),
            _ => target,
        };
    }

    /// <summary>How many rounds are to be over when a step is over.</summary>
    public int RoundsAfter(StepContext step) => Enumerable.Range(0, Count).Count(round => StepsBefore(round, step) <= step.Step + 1);

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        if (Rounds < 1)
        {
            yield return $"rounds have to be at least 1, but are {Rounds}";
        }

        if (Begin is not (>= 0 and < 1))
        {
            yield return $"the first round has to come at a share of the run in [0, 1), but begin is {Begin}";
        }

        if (Curve != PruningCurve.OneShot && !(End >= Begin && End <= 1))
        {
            yield return $"the last round has to come at a share of the run from begin ({Begin}) to 1, but end is {End}";
        }
    }

    private long StepsBefore(int round, StepContext run)
    {
        var share = Count == 1 ? Begin : Begin + ((End - Begin) * round / (Count - 1));
        var steps = (long)Math.Round(share * run.Steps);
        return Between == PruningMoment.Steps ? steps : Math.Min(run.Steps, (steps + run.StepsPerEpoch - 1) / run.StepsPerEpoch * run.StepsPerEpoch);
    }
}
