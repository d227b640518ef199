namespace Occam.Models.Predictors;

/// <summary>
/// Kendall's rank correlation, tau-b: (concordant - discordant pairs) / sqrt((pairs not tied in a) * (pairs not tied in b)); 1 where both order alike, -1 where they order
/// the other way round, about 0 where they have nothing to do with each other. Kendall 1945, "The treatment of ties in ranking problems".
/// </summary>
public static class KendallTau
{
    /// <summary>Measures it over all pairs.</summary>
    /// <param name="a">Numbers, for example predictions.</param>
    /// <param name="b">As many, for example accuracies.</param>
    /// <returns>-1 to 1; not a number where a or b are all equal, or fewer than 2.</returns>
    /// <exception cref="ArgumentException">There are not as many of one as of the other.</exception>
    public static double Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count != b.Count)
        {
            throw new ArgumentException($"{a.Count} and {b.Count} numbers have no pairs.", nameof(b));
        }

        long balance = 0, inA = 0, inB = 0;
        for (var i = 0; i < a.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (first, second) = (a[i].CompareTo(a[j]), b[i].CompareTo(b[j]));
                balance += Math.Sign(first) * Math.Sign(second);
                inA += first == 0 ? 0 : 1;
                inB += second == 0 ? 0 : 1;
            }
        }

        return balance / Math.Sqrt((double)inA * inB);
    }
}
