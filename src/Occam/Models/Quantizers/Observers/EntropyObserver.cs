using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Observers;

/// <summary>
/// Covers the range, among shrunk versions of what was seen, for which the distribution after quantization diverges least from the one before: KL(P, Q), where P has what lies outside
/// in its outermost bins and Q spreads each integer's share evenly over the bins that become it (Migacz, "8-bit Inference with TensorRT", GTC 2017). Exact zeros, which Relu leaves and every
/// quantization keeps, do not count.
/// </summary>
/// <param name="scheme">The scheme that the range is for; default that of activations.</param>
public sealed class EntropyObserver(QuantizationScheme? scheme = null) : Observer
{
    private const int Candidates = 64;
    private readonly QuantizationScheme _scheme = scheme ?? QuantizationScheme.Activations;
    private readonly StreamingHistogram _histogram = new();

    /// <inheritdoc/>
    public override ValueRange Range()
    {
        if (_histogram.Total == 0)
        {
            return default;
        }

        // One end after the other, the upper one again: an outlier is at one end.
        var best = new ValueRange(_histogram.Minimum, _histogram.Maximum);
        var least = Divergence(best);
        foreach (var isUpper in (ReadOnlySpan<bool>)[true, false, true])
        {
            var start = best;
            for (var i = 1; i < Candidates; i++)
            {
                var share = 1 - (i / (double)Candidates);
                var candidate = isUpper ? start with { Maximum = start.Maximum * share } : start with { Minimum = start.Minimum * share };

                // With fewer bins than integers nothing would be lost in any case, which says nothing.
                if (candidate.Span >= _histogram.Width * (_scheme.Highest - _scheme.Lowest + 1) && Divergence(candidate) is var divergence && divergence < least)
                {
                    (best, least) = (candidate, divergence);
                }
            }
        }

        return best;
    }

    /// <inheritdoc/>
    protected override void Take(Tensor tensor, float minimum, float maximum) => _histogram.Add(tensor, minimum, maximum);

    private double Divergence(ValueRange range)
    {
        var parameters = QuantizationParameters.Covering(range.Minimum, range.Maximum, _scheme);
        var (low, high) = (parameters.Dequantize(_scheme.Lowest), parameters.Dequantize(_scheme.Highest));
        var levels = new (double Count, int Bins)[_scheme.Highest - _scheme.Lowest + 1];
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

    private int Level(double center, QuantizationParameters parameters) => parameters.Quantize((float)center, _scheme) - _scheme.Lowest;

    private double Center(int bin) => _histogram.Edge(bin) + (_histogram.Width / 2);

    private long CountOf(int bin) => _histogram.Counts[bin] - (_histogram.Edge(bin) <= 0 && _histogram.Edge(bin + 1) > 0 ? _histogram.Zeros : 0);
}
