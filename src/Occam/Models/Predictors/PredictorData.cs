namespace Occam.Models.Predictors;

/// <summary>Checks what predictors are given.</summary>
internal static class PredictorData
{
    /// <summary>Data to fit.</summary>
    public static void Check(double[][] x, double[] y)
    {
        if (x.Length != y.Length || x.Length < 2)
        {
            throw new ArgumentException($"A predictor is fitted to at least 2 rows with a value each, but {x.Length} rows and {y.Length} values are given.", nameof(x));
        }

        Check(x, x[0].Length);
        if (Array.FindIndex(y, value => !double.IsFinite(value)) is var place and >= 0)
        {
            throw new ArgumentException($"Value {place} is {y[place]}; a predictor wants finite ones.", nameof(y));
        }
    }

    /// <summary>Data to predict.</summary>
    public static void Check(double[][] x, int? features)
    {
        if (features is null)
        {
            throw new InvalidOperationException("The predictor was not fitted yet: call Fit first.");
        }

        foreach (var (place, row) in x.Index())
        {
            if (row.Length != features || row.Length == 0)
            {
                throw new ArgumentException($"Row {place} has {row.Length} numbers, but {features} are wanted (and at least 1).", nameof(x));
            }

            if (!Array.TrueForAll(row, double.IsFinite))
            {
                throw new ArgumentException($"Row {place} holds a number that is not finite.", nameof(x));
            }
        }
    }

    /// <summary>Equal rows made one, with the mean of their values; in order of first appearance.</summary>
    public static (double[][] X, double[] Y) Merge(double[][] x, double[] y)
    {
        var groups = x.Zip(y).GroupBy(pair => string.Join(' ', pair.First.Select(BitConverter.DoubleToInt64Bits)), StringComparer.Ordinal).ToArray();
        return ([.. groups.Select(group => group.First().First)], [.. groups.Select(group => group.Average(pair => pair.Second))]);
    }

    /// <summary>The square of the Euclidean distance.</summary>
    public static double SquaredDistance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
