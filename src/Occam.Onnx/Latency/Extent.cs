using System.Globalization;
using Occam.Graphs.Channels;

namespace Occam.Onnx.Latency;

/// <summary>
/// The size of an axis as a function of the units' widths: a number of equal parts, each <see cref="Scale"/> positions, of which
/// <see cref="Full"/> are there at full width and each channel of a unit takes some.
/// </summary>
/// <param name="Key">What tells extents apart; equal for axes that always keep the same share of their parts.</param>
/// <param name="Full">The parts at full width.</param>
/// <param name="Scale">The positions of one part.</param>
/// <param name="Units">For each unit that narrows the axis, the parts that one of its channels takes.</param>
internal sealed record Extent(string Key, long Full, long Scale, IReadOnlyList<(int Unit, long Parts)> Units)
{
    /// <summary>An axis that units narrow.</summary>
    /// <param name="size">Its size at full width.</param>
    /// <param name="units">For each unit, the positions that one of its channels takes.</param>
    public static Extent Of(long size, IReadOnlyList<(int Unit, long Positions)> units)
    {
        var scale = units.Aggregate(size, (divisor, unit) => (long)System.Numerics.BigInteger.GreatestCommonDivisor(divisor, unit.Positions));
        (int Unit, long Parts)[] parts = [.. units.Select(unit => (unit.Unit, unit.Positions / scale)).OrderBy(unit => unit.Unit)];
        var key = string.Create(CultureInfo.InvariantCulture, $"{size / scale}:{string.Join(',', parts.Select(unit => $"{unit.Unit}*{unit.Parts}"))}");
        return new Extent(key, size / scale, scale, parts);
    }

    /// <summary>The parts that stay where units lose channels.</summary>
    public long Parts(IReadOnlyList<int> removed) => Full - Units.Sum(unit => removed[unit.Unit] * unit.Parts);

    /// <summary>The extents of every axis of every value that units narrow.</summary>
    public static Dictionary<(string Value, int Axis), Extent> Of(ChannelAnalysis analysis)
    {
        var positions = new Dictionary<(string, int), (long Size, List<(int, long)> Units)>();
        foreach (var (index, unit) in analysis.Units.Index())
        {
            foreach (var cut in unit.Channels[0].Cuts)
            {
                var place = (cut.Value.Name, cut.Axis);
                if (!positions.TryGetValue(place, out var known))
                {
                    positions[place] = known = (analysis.Shapes.Dimensions(cut.Value)![cut.Axis], []);
                }

                known.Units.Add((index, cut.Positions.Count));
            }
        }

        return positions.ToDictionary(pair => pair.Key, pair => Of(pair.Value.Size, pair.Value.Units));
    }
}
