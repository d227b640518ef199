using Occam.Graphs;

namespace Occam.Onnx.Latency;

/// <summary>Nodes that ONNX Runtime runs as one kernel, or one node.</summary>
/// <param name="Nodes">The nodes, in the network's order; each reads the one before.</param>
internal sealed record Segment(IReadOnlyList<Node> Nodes)
{
    /// <summary>The computed values and inputs that the nodes read from outside, each once.</summary>
    public IEnumerable<Value> Feeds => Nodes.SelectMany(node => node.Inputs).OfType<Value>()
        .Where(value => !value.IsConstant && !Nodes.Contains(value.Producer)).Distinct();

    /// <summary>The constants that the nodes read, each once.</summary>
    public IEnumerable<Value> Constants => Nodes.SelectMany(node => node.Inputs).OfType<Value>().Where(value => value.IsConstant).Distinct();

    /// <summary>All that the last node makes.</summary>
    public IEnumerable<Value> Results => Nodes[^1].Outputs.OfType<Value>();
}
