using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers.Observers;

/// <summary>
/// Covers the range, among shrunk versions of what was seen, for which the distribution after quantization diverges least from the one before: KL(P, Q), where P has what lies outside
/// in its outermost bins and Q spreads each integer's share evenly over the bins that become it (Migacz, "8-bit Inference with TensorRT", GTC 2017). Exact zeros, which Relu leaves and every
/// quantization keeps, do not count.
/// </summary>
/// <param name="scheme">The scheme that the range is for; default that of activations.</param>
public sealed class EntropyObserver(QuantizationScheme? scheme = null) : HistogramObserver(scheme)
{
    private protected override ValueRange Best(ValueRange seen)
    {
        // One end after the other, the upper one again: an outlier is at one end.
        var best = seen;
        var least = Divergence(best);
        foreach (var isUpper in (ReadOnlySpan<bool>)[true, false, true])
        {
            var start = best;
            for (var i = 1; i < Candidates; i++)
            {
                var share = Share(i);
                var candidate = isUpper ? start with { Maximum = start.Maximum * share } : start with { Minimum = start.Minimum * share };

                // With fewer bins than integers nothing would be lost in any case, which says nothing.
                if (candidate.Span >= Histogram.Width * (Scheme.Highest - Scheme.Lowest + 1) && Divergence(candidate) is var divergence && divergence < least)
                {
                    (best, least) = (candidate, divergence);
                }
            }
        }

        return best;
    }

    private double Divergence(ValueRange range)
    {
        var parameters = QuantizationParameters.Covering(range.Minimum, range.Maximum, Scheme);
        var (low, high) = (parameters.Dequantize(Scheme.Lowest), parameters.Dequantize(Scheme.Highest));
        var levels = new (double Count, int Bins)[Scheme.Highest - Scheme.Lowest + 1];
        var (total, below, above) = (0.0, 0.0, 0.0);
        var (first, last) = (-1, -1);
        for (var i = 0; i < StreamingHistogram.Bins; i++)
        {
            var (count, center) = (CountOf(i), Center(i));
            total += count;
            if (center < low)
            {
                below += count;
            }
            else if (center > high)
            {
                above += count;
            }
            else if (count > 0)
            {
                (first, last) = (first < 0 ? i : first, i);
                ref var level = ref levels[Level(center, parameters)];
                level = (level.Count + count, level.Bins + 1);
            }
        }

        if (first < 0)
        {
            return double.PositiveInfinity;
        }

        var inside = total - below - above;
        var sum = 0.0;
        for (var i = first; i <= last; i++)
        {
            var p = CountOf(i) + (i == first ? below : 0) + (i == last ? above : 0);
            if (p > 0)
            {
                var level = levels[Level(Center(i), parameters)];
                var q = level.Count / level.Bins / inside;
                sum += p / total * Math.Log(p / total / q);
            }
        }

        return sum;
    }

    private int Level(double center, QuantizationParameters parameters) => parameters.Quantize((float)center, Scheme) - Scheme.Lowest;

    private double Center(int bin) => Histogram.Edge(bin) + (Histogram.Width / 2);

    private long CountOf(int bin) => Histogram.Counts[bin] - (Histogram.Edge(bin) <= 0 && Histogram.Edge(bin + 1) > 0 ? Histogram.Zeros : 0);
}
