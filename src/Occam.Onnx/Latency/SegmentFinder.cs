using System.Collections.Frozen;
using Occam.Graphs;

namespace Occam.Onnx.Latency;

/// <summary>
/// Splits a network into what ONNX Runtime runs as one kernel: a contraction with the BatchNorm, addition and activation behind it, where nothing else reads
/// what lies between; any other node alone.
/// </summary>
internal static class SegmentFinder
{
    private static readonly FrozenSet<string> Contractions = FrozenSet.Create(StringComparer.Ordinal, "Conv", "ConvTranspose", "Gemm", "MatMul");
    private static readonly FrozenSet<string> Activations = FrozenSet.Create(StringComparer.Ordinal, "Relu", "Clip", "LeakyRelu", "Sigmoid", "Tanh", "HardSigmoid");

    /// <summary>Splits a graph.</summary>
    public static IReadOnlyList<Segment> Find(Graph graph)
    {
        var taken = new HashSet<Node>();
        var segments = new List<Segment>();
        foreach (var node in graph.Nodes)
        {
            if (taken.Add(node))
            {
                List<Node> nodes = [node];
                while (Contractions.Contains(node.OpType) && Next(nodes[^1], graph) is { } next && !taken.Contains(next) && Joins(nodes, next))
                {
                    nodes.Add(next);
                    taken.Add(next);
                }

                segments.Add(new Segment(nodes));
            }
        }

        return segments;
    }

    private static Node? Next(Node node, Graph graph) =>
        node.Outputs is [{ Uses: [{ } use] } output] && !graph.IsOutput(output) ? use.Node : null;

    // BatchNorm first, one addition, one activation last.
    private static bool Joins(List<Node> nodes, Node next) => !Activations.Contains(nodes[^1].OpType) && next.OpType switch
    {
        "BatchNormalization" => nodes.Count == 1,
        "Add" => nodes.TrueForAll(node => node.OpType != "Add"),
        _ => Activations.Contains(next.OpType),
    };
}
