using static TorchSharp.torch;

namespace Occam.Models.Pruners.Criteria;

/// <summary>
/// The squared weights of a channel, divided by the sum of those of its unit's channels that are at least as large: a unit's last channels become ever
/// dearer, so that global ranking needs no other normalisation.
/// </summary>
/// <remarks>J. Lee et al., "Layer-adaptive Sparsity for the Magnitude-based Pruning" (2021), eq. 2, with channels in place of single weights.</remarks>
public sealed class LampImportance : WeightImportance
{
    private const double Epsilon = 1e-12;

    /// <inheritdoc/>
    public override string Name => "lamp";

    /// <inheritdoc/>
    public override ScoreNormalisation Normalisation => ScoreNormalisation.None;

    /// <inheritdoc/>
    public override IReadOnlyList<UnitScores> Score(ScoringContext context) =>
        [.. base.Score(context).Select(unit => new UnitScores([Adaptive(ScoreReduction.Apply(unit, GroupReduction.Mean, ScoreNormalisation.None))]))];

    /// <inheritdoc/>
    protected override Tensor ScoreSlices(Tensor slices) => slices.square().mean([1]);

    private static double[] Adaptive(double[] squares)
    {
        var scores = new double[squares.Length];
        var sum = 0.0;
        foreach (var channel in Enumerable.Range(0, squares.Length).OrderByDescending(i => squares[i]))
        {
            sum += squares[channel];
            scores[channel] = squares[channel] / Math.Max(sum, Epsilon);
        }

        return scores;
    }
}
