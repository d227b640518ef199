using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Observers;

/// <summary>Covers all but a small share of the numbers at either end, so that rare outliers do not widen every step.</summary>
/// <param name="percentile">The share that is covered at each end, in percent: above 50, at most 100. Default 99.99.</param>
public sealed class PercentileObserver(double percentile = 99.99) : Observer
{
    private readonly StreamingHistogram _histogram = new();
    private readonly double _tail = percentile is > 50 and <= 100
        ? 1 - (percentile / 100)
        : throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile above 50 and at most 100 is wanted.");

    /// <inheritdoc/>
    public override ValueRange Range()
    {
        if (_histogram.Total == 0)
        {
            return default;
        }

        // The bins' edges round the range outwards, never beyond what was seen.
        var allowed = (long)(_tail * _histogram.Total);
        var counts = _histogram.Counts;
        var (low, high) = (0, counts.Length - 1);
        for (var dropped = 0L; low < high && dropped + counts[low] <= allowed; low++)
        {
            dropped += counts[low];
        }

        for (var dropped = 0L; high > low && dropped + counts[high] <= allowed; high--)
        {
            dropped += counts[high];
        }

        return new ValueRange(Math.Max(_histogram.Edge(low), _histogram.Minimum), Math.Min(_histogram.Edge(high + 1), _histogram.Maximum));
    }

    /// <inheritdoc/>
    protected override void Take(Tensor tensor, float minimum, float maximum) => _histogram.Add(tensor, minimum, maximum);
}
