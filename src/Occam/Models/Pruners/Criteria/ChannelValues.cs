using Occam.Graphs.Channels;

namespace Occam.Models.Pruners.Criteria;

/// <summary>From numbers along an axis to numbers of channels.</summary>
internal static class ChannelValues
{
    /// <summary>The mean over each channel's positions.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="cut">A cut of its first channel, which names value and axis.</param>
    /// <param name="along">A number for each position of the axis.</param>
    public static double[] Means(PruningUnit unit, Cut cut, double[] along) =>
        [.. Positions(unit, cut).Select(positions => positions.Average(position => along[position]))];

    /// <summary>The sum over each channel's positions.</summary>
    public static double[] Sums(PruningUnit unit, Cut cut, double[] along) =>
        [.. Positions(unit, cut).Select(positions => positions.Sum(position => along[position]))];

    /// <summary>Each channel's positions along the axis of a cut.</summary>
    public static IReadOnlyList<long>[] Positions(PruningUnit unit, Cut cut)
    {
        var place = unit.Channels[0].Cuts.Index().First(pair => Same(pair.Item, cut)).Index;
        return [.. unit.Channels.Select(channel => (place < channel.Cuts.Count && Same(channel.Cuts[place], cut) ? channel.Cuts[place] : channel.Cuts.First(other => Same(other, cut))).Positions)];
    }

    private static bool Same(Cut a, Cut b) => a.Value == b.Value && a.Axis == b.Axis;
}
