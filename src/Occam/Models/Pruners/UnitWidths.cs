using Occam.Graphs;
using Occam.Graphs.Channels;

namespace Occam.Models.Pruners;

/// <summary>The widths that each unit may have: within its limits, rounded.</summary>
internal static class UnitWidths
{
    /// <summary>Finds the widths.</summary>
    /// <returns>For each unit its widths, ascending, at least one.</returns>
    /// <exception cref="GraphException">A name pattern of the options fits nothing; the message has the nearest name.</exception>
    public static int[][] Of(ChannelAnalysis analysis, PruningOptions options)
    {
        var graph = analysis.Graph;
        string[] nodes = [.. graph.Nodes.Select(node => node.Name)];
        string[] names = [.. nodes, .. analysis.Units.Select(unit => unit.Name)];
        foreach (var pattern in options.Protected)
        {
            NamePattern.RequireMatch(pattern, nodes, graph.Name);
        }

        foreach (var ratio in options.Ratios)
        {
            NamePattern.RequireMatch(ratio.Pattern, names, graph.Name);
        }

        var kept = graph.Nodes.Where(node => options.Protected.Any(pattern => NamePattern.Fits(pattern, node.Name)))
            .SelectMany(node => node.Outputs.OfType<Value>()).ToHashSet();
        return [.. analysis.Units.Select(unit => unit.Channels[0].Cuts.Any(cut => kept.Contains(cut.Value)) ? [unit.Channels.Count] : Of(unit, options))];
    }

    private static int[] Of(PruningUnit unit, PruningOptions options)
    {
        var ratio = options.Ratios.LastOrDefault(ratio => unit.Producers.Select(node => node.Name).Append(unit.Name).Any(name => NamePattern.Fits(ratio.Pattern, name)))
            ?? new UnitRatio { Maximum = options.MaximumRatio };
        var channels = unit.Channels.Count;
        var original = Math.Max(channels, options.OriginalWidths?.GetValueOrDefault(unit.Name) ?? 0);
        var most = Math.Clamp((int)Math.Floor((original * (1 - ratio.Minimum)) + 1e-9), 1, channels);
        var least = Math.Clamp((int)Math.Ceiling((original * (1 - ratio.Maximum)) - 1e-9), 1, most);
        var multiple = channels >= 2 * options.WidthMultiple ? options.WidthMultiple : 1;
        int[] all = [.. Enumerable.Range(least, most - least + 1)];
        int[] rounded = [.. all.Where(width => width % multiple == 0 || width == channels)];
        return rounded.Length > 0 ? rounded : all;
    }
}
