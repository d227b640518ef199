using Occam.Graphs;
using Occam.Graphs.Channels;

namespace Occam.Models.Pruners;

/// <summary>Multiply-accumulates of a network as a function of how many channels of each unit stay, without slicing anything.</summary>
internal sealed class MacsModel
{
    private readonly List<(double Macs, (int Unit, double Share)[][] Extents)> _nodes = [];

    /// <summary>Prepares the model.</summary>
    public MacsModel(ChannelAnalysis analysis)
    {
        var shares = Shares(analysis);
        foreach (var node in analysis.Graph.Nodes)
        {
            if (node.Operator?.Macs(node, analysis.Shapes) is > 0 and var macs)
            {
                // The output's extents, and the contracted one.
                var output = node.Outputs[0]!;
                var extents = Enumerable.Range(0, analysis.Shapes.Dimensions(output)!.Length).Select(axis => (output, axis)).Append(Contracted(node, analysis));
                _nodes.Add((macs, [.. extents.Select(extent => shares.GetValueOrDefault(extent)).OfType<(int, double)[]>()]));
            }
        }
    }

    /// <summary>The multiply-accumulates where each unit keeps a number of channels out of its total.</summary>
    /// <param name="removed">How many channels of each unit leave.</param>
    public double Macs(IReadOnlyList<int> removed)
    {
        var total = 0.0;
        foreach (var (macs, extents) in _nodes)
        {
            var product = macs;
            foreach (var extent in extents)
            {
                var left = 1.0;
                foreach (var (unit, share) in extent)
                {
                    left -= removed[unit] * share;
                }

                product *= left;
            }

            total += product;
        }

        return total;
    }

    // For each axis of each value: which units cut it, and the share of the axis that one channel takes.
    private static Dictionary<(Value, int), (int Unit, double Share)[]> Shares(ChannelAnalysis analysis)
    {
        var shares = new Dictionary<(Value, int), List<(int, double)>>();
        foreach (var (index, unit) in analysis.Units.Index())
        {
            foreach (var cut in unit.Channels[0].Cuts)
            {
                if (!shares.TryGetValue((cut.Value, cut.Axis), out var list))
                {
                    shares[(cut.Value, cut.Axis)] = list = [];
                }

                list.Add((index, (double)cut.Positions.Count / analysis.Shapes.Dimensions(cut.Value)![cut.Axis]));
            }
        }

        return shares.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    private static (Value, int) Contracted(Node node, ChannelAnalysis analysis) => node.OpType switch
    {
        "Conv" => (node.Input(1), 1),
        "ConvTranspose" => (node.Input(1), 0),
        _ => (node.Input(0), analysis.Shapes.Dimensions(node.Input(0))!.Length - 1),
    };
}
