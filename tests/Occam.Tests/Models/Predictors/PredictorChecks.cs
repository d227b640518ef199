using Occam.Models.Predictors;

namespace Occam.Tests.Models.Predictors;

/// <summary>What holds for every predictor.</summary>
internal static class PredictorChecks
{
    /// <summary>Numbers from 0 to below 1.</summary>
    public static double[][] Rows(int count, int features, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, features).Select(_ => random.NextDouble()).ToArray())];
    }

    /// <summary>Sees that rows that were not fitted are ordered as the function has them.</summary>
    public static void OrdersUnseenRows(IPerformancePredictor predictor, double leastTau)
    {
        var (known, unseen) = (Rows(80, 4, 2), Rows(50, 4, 3));
        predictor.Fit(known, Array.ConvertAll(known, Function));

        var tau = KendallTau.Of(predictor.Predict(unseen), Array.ConvertAll(unseen, Function));

        Assert.True(tau >= leastTau, $"Kendall's tau is {tau:F3}.");
    }

    /// <summary>Sees that bad data and calls out of order are refused.</summary>
    public static void RefusesWhatDoesNotFit(IPerformancePredictor predictor)
    {
        Assert.Throws<InvalidOperationException>(() => predictor.Predict([[1, 2]]));
        Assert.Throws<ArgumentException>(() => predictor.Fit([[1, 2], [3]], [1, 2]));
        Assert.Throws<ArgumentException>(() => predictor.Fit([[1, 2], [3, 4]], [1]));
        Assert.Throws<ArgumentException>(() => predictor.Fit([[1, 2]], [1]));
        Assert.Throws<ArgumentException>(() => predictor.Fit([[1, double.NaN], [3, 4]], [1, 2]));
        Assert.Throws<ArgumentException>(() => predictor.Fit([[1, 2], [3, 4]], [1, double.PositiveInfinity]));
        predictor.Fit([[1, 2], [3, 4], [2, 2]], [1, 2, 3]);
        Assert.Throws<ArgumentException>(() => predictor.Predict([[1, 2, 3]]));
    }

    private static double Function(double[] x) => 90 + (3 * x[0]) + Math.Sin(3 * x[1]) - (x[2] * x[3]);
}
