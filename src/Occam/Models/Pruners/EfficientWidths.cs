using Occam.Graphs.Channels;
using Occam.Models.Pruners.Costs;

namespace Occam.Models.Pruners;

/// <summary>
/// Rounds widths by measured latency: of the widths that a unit may have, those stay that are faster than every wider one. So a wider width that costs no
/// more time is kept, and the next narrower block is taken where that is what saves time.
/// </summary>
internal static class EfficientWidths
{
    // Differences below this share of the network's time are measuring error.
    private const double Noticeable = 0.0005;

    /// <summary>Selects among widths.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="widths">For each unit the widths that it may have, ascending.</param>
    /// <param name="latency">The cost that decides.</param>
    /// <returns>The same without those that waste time; never empty.</returns>
    public static int[][] Of(ChannelAnalysis analysis, int[][] widths, ICost latency)
    {
        var removed = new int[widths.Length];
        var step = Noticeable * latency.Of(removed);
        return [.. widths.Select((allowed, unit) => Of(unit, allowed, analysis.Units[unit].Channels.Count, removed, latency, step))];
    }

    private static int[] Of(int unit, int[] allowed, int channels, int[] removed, ICost latency, double step)
    {
        var kept = new List<int>();
        var fastest = double.PositiveInfinity;
        foreach (var width in allowed.Reverse())
        {
            removed[unit] = channels - width;
            var time = latency.Of(removed);
            if (time < fastest - step || (kept.Count == 0))
            {
                kept.Add(width);
                fastest = time;
            }
        }

        removed[unit] = 0;
        kept.Reverse();
        return [.. kept];
    }
}
