using Occam.Graphs.Channels;
using Spectre.Console;

namespace Occam.Cli.Rendering;

/// <summary>Prints what of a network can be pruned and, for what cannot, why.</summary>
internal static class PruningView
{
    private const int Shown = 24;

    /// <summary>Prints it.</summary>
    /// <param name="console">Where.</param>
    /// <param name="analysis">What was found.</param>
    /// <param name="all">Whether everything is listed, however much it is.</param>
    public static void Write(IAnsiConsole console, ChannelAnalysis analysis, bool all)
    {
        console.WriteLine();
        console.WriteLine($"Can be pruned: {analysis.Units.Sum(unit => unit.Channels.Count):N0} channels in {analysis.Units.Count} units (channels that can only leave together are one).");
        if (analysis.Units.Count > 0)
        {
            var table = PlainTable.Create("Unit", ">Channels", "A channel is", "Made by", ">Nodes", "Provable");
            foreach (var unit in analysis.Units.Take(all ? int.MaxValue : Shown))
            {
                table.AddTextRow(unit.Name, $"{unit.Channels.Count}", Kind(unit), Producers(unit), $"{unit.Nodes.Count()}", unit.IsZeroEquivalent ? "yes" : $"no: {unit.WhyNotZeroEquivalent}");
            }

            console.Write(table);
            WriteRest(console, analysis.Units.Count, all);
        }

        if (analysis.Frozen.Count > 0)
        {
            var nodes = analysis.Frozen.Select(frozen => frozen.Node).Distinct().Count();
            console.WriteLine($"Has to stay, {analysis.Frozen.Sum(frozen => frozen.Count):N0} channels of {nodes} {(nodes == 1 ? "node" : "nodes")}:");
            foreach (var frozen in analysis.Frozen.Take(all ? int.MaxValue : Shown))
            {
                console.WriteLine($"  {frozen.Node.Name} ({frozen.Count} channels): the channel {frozen.Reason}");
            }

            WriteRest(console, analysis.Frozen.Count, all);
        }
    }

    private static string Kind(PruningUnit unit) => unit.Kind switch
    {
        UnitKind.Head => $"a head ({unit.Positions} positions)",
        UnitKind.HeadDimension => $"an index of {unit.Positions} heads",
        UnitKind.Group => $"a group ({unit.Positions} positions)",
        UnitKind.Index => $"an index of {unit.Positions} groups",
        _ => "a position",
    };

    private static string Producers(PruningUnit unit)
    {
        var names = unit.Producers.Select(node => node.Name).ToArray();
        return names.Length <= 2 ? string.Join(", ", names) : $"{names[0]} and {names.Length - 1} more";
    }

    private static void WriteRest(IAnsiConsole console, int count, bool all)
    {
        if (!all && count > Shown)
        {
            console.WriteLine($"  ... and {count - Shown} more (--nodes lists all)");
        }
    }
}
