using Occam.Core.Reports;
using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Graphs.Shapes;
using Spectre.Console;

namespace Occam.Cli.Rendering;

/// <summary>Prints what a network is made of and what it costs.</summary>
internal sealed class CostView(IAnsiConsole console, Graph graph, ShapeTable shapes, CostTable costs)
{
    /// <summary>Networks of more nodes are summarised.</summary>
    public const int ShownNodes = 80;

    private const int Costliest = 10;

    /// <summary>Prints everything.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allNodes">Whether every node is listed, however many there are.</param>
    public void Write(string path, bool allNodes)
    {
        WriteHead(path);
        if (allNodes || graph.Nodes.Count <= ShownNodes)
        {
            WriteNodes(costs.Nodes, true);
        }
        else
        {
            WriteOperators();
            console.WriteLine($"The {Costliest} nodes with the most MACs (--nodes lists all {graph.Nodes.Count}):");
            WriteNodes(costs.Nodes.OrderByDescending(node => node.Macs).Take(Costliest), false);
        }

        WriteTotals();
        WriteUnknown();
    }

    private void WriteHead(string path)
    {
        var opsets = string.Join(", ", graph.Opsets.Select(pair => pair.Key.Length == 0 ? $"opset {pair.Value}" : $"{pair.Key} {pair.Value}"));
        console.WriteLine($"{Path.GetFileName(path)}: {Quantities.Bytes(new FileInfo(path).Length)}, graph '{graph.Name}', {opsets}, made by {graph.Info.ProducerName} {graph.Info.ProducerVersion}".TrimEnd());
        foreach (var input in graph.Inputs)
        {
            console.WriteLine($"  input  {input.Name}: {input.Type?.ToString() ?? "?"}, counted for {string.Join('x', shapes.Dimensions(input) ?? [])}");
        }

        foreach (var output in graph.Outputs)
        {
            console.WriteLine($"  output {output.Name}: {output.Type?.ToString() ?? "?"}{(shapes.Find(output) is { } shape ? $", here {shape}" : string.Empty)}");
        }
    }

    private void WriteNodes(IEnumerable<NodeCost> nodes, bool total)
    {
        var table = PlainTable.Create("Node", "Operator", "Output", ">MACs", ">Parameters", ">Activations");
        foreach (var cost in nodes)
        {
            table.AddTextRow(
                cost.Node.Name,
                cost.Node.OpType,
                cost.Output?.ToString() ?? "?",
                cost.Macs == 0 ? "-" : Quantities.Count(cost.Macs),
                cost.Parameters == 0 ? "-" : Quantities.Count(cost.Parameters),
                Quantities.Bytes(cost.ActivationBytes));
        }

        if (total)
        {
            table.AddTextRow("Total", $"{costs.Nodes.Count} nodes", string.Empty, Quantities.Count(costs.Macs), Quantities.Count(costs.Parameters), Quantities.Bytes(costs.ActivationBytes));
        }

        console.Write(table);
    }

    private void WriteOperators()
    {
        var table = PlainTable.Create("Operator", ">Nodes", ">MACs", ">Parameters", ">Activations");
        foreach (var group in costs.Nodes.GroupBy(node => node.Node.OpType, StringComparer.Ordinal).OrderByDescending(group => group.Sum(node => node.Macs)).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            table.AddTextRow(
                group.Key,
                Quantities.Count(group.Count()),
                Quantities.Count(group.Sum(node => node.Macs)),
                Quantities.Count(group.Sum(node => node.Parameters)),
                Quantities.Bytes(group.Sum(node => node.ActivationBytes)));
        }

        console.Write(table);
    }

    private void WriteTotals()
    {
        console.WriteLine($"MACs {costs.Macs:N0}, parameters {costs.Parameters:N0}, constants {Quantities.Bytes(costs.ConstantBytes)}, "
            + $"activations {Quantities.Bytes(costs.ActivationBytes)} written, {Quantities.Bytes(costs.PeakActivationBytes)} alive at once.");
    }

    private void WriteUnknown()
    {
        foreach (var group in graph.Nodes.Where(node => node.Operator is null).GroupBy(node => node.Domain.Length == 0 ? node.OpType : $"{node.Domain}::{node.OpType}", StringComparer.Ordinal))
        {
            console.WriteLine($"Occam does not know {group.Key} ({group.Count()} {(group.Count() == 1 ? "node" : "nodes")}, first '{group.First().Name}'): it is kept as it is, its cost is not counted, channels that reach it are not pruned, and the network cannot be trained.");
        }
    }
}
