namespace Occam.Models.Predictors;

/// <summary>
/// Guesses how well a network would do from a few that were measured, so that a search looks at more candidates than it can evaluate. What a predictor finds best has to be
/// evaluated all the same before it is believed.
/// </summary>
public interface IPerformancePredictor
{
    /// <summary>Learns from measured networks; what was learnt before is forgotten. The same data give the same predictor.</summary>
    /// <param name="x">A row of numbers for each network, all of one length: choices as numbers, or one-hot.</param>
    /// <param name="y">What each one reached, for example an accuracy; as many as there are rows, at least 2.</param>
    /// <exception cref="ArgumentException">The rows are of several lengths, too few, or hold numbers that are not finite.</exception>
    void Fit(double[][] x, double[] y);

    /// <summary>Guesses.</summary>
    /// <param name="x">A row for each network, of the length that <see cref="Fit"/> was given.</param>
    /// <returns>A number for each row.</returns>
    /// <exception cref="InvalidOperationException">Nothing was fitted yet.</exception>
    /// <exception cref="ArgumentException">A row is of another length, or holds numbers that are not finite.</exception>
    double[] Predict(double[][] x);
}
