namespace Occam.Models.Pruners;

/// <summary>Makes one comparable score of what a criterion says of a unit.</summary>
internal static class ScoreReduction
{
    private const double Epsilon = 1e-12;

    /// <summary>Reduces the parts of a unit to one score a channel, and normalises over the unit.</summary>
    public static double[] Apply(UnitScores scores, GroupReduction reduction, ScoreNormalisation normalisation)
    {
        var parts = scores.Parts;
        double[] reduced = [.. Enumerable.Range(0, parts[0].Length).Select(channel => Reduce(parts.Select(part => part[channel]), reduction))];
        if (normalisation == ScoreNormalisation.Standard)
        {
            var (low, range) = (reduced.Min(), reduced.Max() - reduced.Min());
            return [.. reduced.Select(score => range > 0 ? (score - low) / range : 0)];
        }

        var divisor = normalisation switch
        {
            ScoreNormalisation.Mean => reduced.Average(),
            ScoreNormalisation.Max => reduced.Max(),
            ScoreNormalisation.Sum => reduced.Sum(),
            _ => 1,
        };
        return divisor > Epsilon ? [.. reduced.Select(score => score / divisor)] : reduced;
    }

    private static double Reduce(IEnumerable<double> parts, GroupReduction reduction) => reduction switch
    {
        GroupReduction.Sum => parts.Sum(),
        GroupReduction.Max => parts.Max(),
        GroupReduction.Product => parts.Aggregate(1.0, (product, part) => product * part),
        _ => parts.Average(),
    };
}
