using Occam.Graphs;
using Occam.Graphs.Channels;

namespace Occam.Models.Pruners.Costs;

/// <summary>Multiply-accumulates of one example.</summary>
/// <param name="analysis">The analysis.</param>
public sealed class MacsModel(ChannelAnalysis analysis) : ExtentCost(analysis, Terms(analysis))
{
    /// <inheritdoc/>
    public override string Name => "multiply-accumulates";

    // Each node's operations grow with every extent of its output, and with the contracted one.
    private static IEnumerable<(double, IEnumerable<(Value, int)>)> Terms(ChannelAnalysis analysis) =>
        from node in analysis.Graph.Nodes
        let macs = node.Operator?.Macs(node, analysis.Shapes) ?? 0
        where macs > 0
        select ((double)macs, Axes(node.Outputs[0]!, analysis).Append(Contracted(node, analysis)));

    internal static (Value, int) Contracted(Node node, ChannelAnalysis analysis) => node.OpType switch
    {
        "Conv" => (node.Input(1), 1),
        "ConvTranspose" => (node.Input(1), 0),
        _ => (node.Input(0), analysis.Shapes.Dimensions(node.Input(0))!.Length - 1),
    };
}
