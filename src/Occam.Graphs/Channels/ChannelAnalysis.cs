using Occam.Graphs.Shapes;

namespace Occam.Graphs.Channels;

/// <summary>What of a network can be pruned: the units, and for what has to stay, the reason.</summary>
/// <param name="Graph">The analysed graph.</param>
/// <param name="Shapes">Its shapes, for a batch of one.</param>
/// <param name="Units">The pruning units, in the order of the network.</param>
/// <param name="Frozen">The output channels that have to stay, by node and reason.</param>
public sealed record ChannelAnalysis(Graph Graph, ShapeTable Shapes, IReadOnlyList<PruningUnit> Units, IReadOnlyList<FrozenChannels> Frozen)
{
    /// <summary>Traces a graph. Sub-graphs that compute shapes have to be folded before (<see cref="Passes.FoldShapesPass"/>).</summary>
    /// <param name="graph">The graph; not changed.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults.</param>
    /// <exception cref="GraphException">The network cannot be run for these sizes.</exception>
    public static ChannelAnalysis Run(Graph graph, IReadOnlyDictionary<string, long[]>? inputs = null)
    {
        var shapes = ShapeInference.Run(graph, inputs);
        var trace = ChannelTracer.Trace(graph, shapes);
        return new UnitBuilder(trace).Build(graph, shapes);
    }
}
