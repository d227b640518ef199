namespace Occam.Onnx.Runtime;

/// <summary>How long one run of a model takes.</summary>
/// <param name="Median">The median, in milliseconds.</param>
/// <param name="P10">The duration that a tenth of the runs stay below, in milliseconds.</param>
/// <param name="P90">The duration that nine tenths of the runs stay below, in milliseconds.</param>
/// <param name="Runs">How many runs were measured.</param>
/// <param name="Threads">How many threads ONNX Runtime used.</param>
public sealed record LatencyResult(double Median, double P10, double P90, int Runs, int Threads)
{
    internal static LatencyResult Of(IEnumerable<double> milliseconds, int threads)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new LatencyResult(Quantile(sorted, 0.5), Quantile(sorted, 0.1), Quantile(sorted, 0.9), sorted.Length, threads);
    }

    // Linear between neighbours, as NumPy's default.
    internal static double Quantile(double[] sorted, double quantile)
    {
        var position = quantile * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
