namespace Occam.Models.Predictors;

/// <summary>Spearman's rank correlation: Pearson's of the ranks, equal numbers sharing the mean of theirs. Spearman 1904.</summary>
public static class SpearmanRho
{
    /// <summary>Measures it.</summary>
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

        var (first, second) = (Ranks(a), Ranks(b));
        var middle = (a.Count - 1) / 2.0;
        double product = 0, ofA = 0, ofB = 0;
        for (var i = 0; i < first.Length; i++)
        {
            var (da, db) = (first[i] - middle, second[i] - middle);
            (product, ofA, ofB) = (product + (da * db), ofA + (da * da), ofB + (db * db));
        }

        return product / Math.Sqrt(ofA * ofB);
    }

    private static double[] Ranks(IReadOnlyList<double> numbers)
    {
        var ranks = new double[numbers.Count];
        var below = 0;
        foreach (var group in Enumerable.Range(0, numbers.Count).GroupBy(i => numbers[i]).OrderBy(group => group.Key))
        {
            var members = group.ToArray();
            foreach (var member in members)
            {
                ranks[member] = below + ((members.Length - 1) / 2.0);
            }

            below += members.Length;
        }

        return ranks;
    }
}
