using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers.Observers;

/// <summary>Covers the range, among shrunk versions of what was seen, for which the mean squared error of quantization is least.</summary>
/// <param name="scheme">The scheme that the range is for; default that of activations.</param>
public sealed class MeanSquaredErrorObserver(QuantizationScheme? scheme = null) : HistogramObserver(scheme)
{
    private protected override ValueRange Best(ValueRange seen)
    {
        var best = seen;
        var least = Error(best);
        for (var i = 1; i < Candidates; i++)
        {
            var share = Share(i);
            var candidate = new ValueRange(seen.Minimum * share, seen.Maximum * share);
            var error = Error(candidate);
            if (error < least)
            {
                (best, least) = (candidate, error);
            }
        }

        return best;
    }

    // Inside the range the numbers of a bin are spread over the steps: a mean error of scale^2 / 12 each; outside, the distance to the bound.
    private double Error(ValueRange range)
    {
        var parameters = QuantizationParameters.Covering(range.Minimum, range.Maximum, Scheme);
        var (low, high) = (parameters.Dequantize(Scheme.Lowest), parameters.Dequantize(Scheme.Highest));
        var rounding = (double)parameters.Scale * parameters.Scale / 12;
        var sum = -Histogram.Zeros * rounding; // exact zeros have no error
        for (var i = 0; i < Histogram.Counts.Length; i++)
        {
            var x = Histogram.Edge(i) + (Histogram.Width / 2);
            var outside = Math.Max(0, Math.Max(low - x, x - high));
            sum += Histogram.Counts[i] * (outside > 0 ? outside * outside : rounding);
        }

        return sum;
    }
}
