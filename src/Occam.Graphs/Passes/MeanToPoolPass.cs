using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;
using Occam.Graphs.Shapes;

namespace Occam.Graphs.Passes;

/// <summary>
/// Writes a ReduceMean over all spatial axes of [N, C, ...] as GlobalAveragePool (and Flatten, where the axes are dropped), which
/// runtimes have faster and integer kernels for.
/// </summary>
/// <param name="shapes">The shapes of the graph's values; only ranks are used.</param>
public sealed class MeanToPoolPass(ShapeTable shapes) : GraphPass
{
    /// <inheritdoc/>
    public override int Apply(Graph graph)
    {
        var changes = 0;
        foreach (var node in graph.Nodes.Where(node => node is { Domain: "", OpType: "ReduceMean" }).ToArray())
        {
            var rank = shapes.Dimensions(node.Input(0))?.Length ?? 0;
            if (rank < 3 || !IsSpatial(node, rank))
            {
                continue;
            }

            var keep = node.Int("keepdims", 1) != 0;
            var output = node.Outputs[0]!;
            var pool = graph.AddNode("GlobalAveragePool", [node.Input(0)], [graph.UnusedName($"{output.Name}.pool")], name: $"{node.Name}.pool", before: node);
            var last = keep ? pool : graph.AddNode("Flatten", [pool.Outputs[0]], [graph.UnusedName($"{output.Name}.flat")], [new("axis", new IntAttribute(1))], $"{node.Name}.flat", before: node);
            graph.ReplaceUses(output, last.Outputs[0]!);
            graph.Remove(node);
            changes++;
        }

        return changes;
    }

    private static bool IsSpatial(Node node, int rank)
    {
        var axes = node.OptionalInput(1) is { } given
            ? given.Constant is { HasTensor: true } constant ? constant.Tensor.ToLongs() : null
            : node.Ints("axes");
        return axes is not null && axes.Select(axis => axis < 0 ? axis + rank : axis).Order().SequenceEqual(Enumerable.Range(2, rank - 2).Select(axis => (long)axis));
    }
}
