using Occam.Graphs;
using Occam.Graphs.Channels;

namespace Occam.Models.Pruners.Costs;

/// <summary>Bytes of everything that the nodes write for one example.</summary>
/// <param name="analysis">The analysis.</param>
public sealed class ActivationModel(ChannelAnalysis analysis) : ExtentCost(analysis, Terms(analysis))
{
    private const int ByteBits = 8;

    /// <inheritdoc/>
    public override string Name => "activation bytes";

    private static IEnumerable<(double, IEnumerable<(Value, int)>)> Terms(ChannelAnalysis analysis) =>
        from node in analysis.Graph.Nodes
        from output in node.Outputs.OfType<Value>()
        let shape = analysis.Shapes.Find(output)
        where shape is not null
        select (analysis.Shapes.Count(output) * (double)shape.ElementType.BitSize() / ByteBits, Axes(output, analysis));
}
