using Occam.Graphs.Channels;

namespace Occam.Models.Pruners;

/// <summary>Which units' channels are ranked against each other.</summary>
internal static class Families
{
    /// <summary>The units of each family, by index.</summary>
    public static int[][] Of(IReadOnlyList<PruningUnit> units, RankingScope scope) => scope switch
    {
        RankingScope.Global => [[.. Enumerable.Range(0, units.Count)]],
        RankingScope.Local => [.. Enumerable.Range(0, units.Count).Select(unit => new[] { unit })],
        _ => [.. Enumerable.Range(0, units.Count).GroupBy(unit => Structure(units[unit]), StringComparer.Ordinal).Select(family => family.ToArray())],
    };

    // Which inputs of which operators hold the unit's channels, along which axis.
    private static string Structure(PruningUnit unit) =>
        string.Join(';', unit.Channels[0].Weights.SelectMany(cut => cut.Value.Uses.Select(use => $"{use.Node.OpType}:{use.Index}:{cut.Axis}")).Order(StringComparer.Ordinal));
}
