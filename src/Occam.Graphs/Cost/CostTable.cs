using Occam.Graphs.Execution;
using Occam.Graphs.Shapes;

namespace Occam.Graphs.Cost;

/// <summary>
/// What a network costs, node by node: multiply-accumulate operations (contractions only, as in the literature), trained parameters,
/// bytes of activations. Counted for the shapes given, default one example.
/// </summary>
public sealed class CostTable
{
    private CostTable(IReadOnlyList<NodeCost> nodes, long constantBytes, long peakActivationBytes)
    {
        Nodes = nodes;
        Macs = nodes.Sum(node => node.Macs);
        Parameters = nodes.Sum(node => node.Parameters);
        ActivationBytes = nodes.Sum(node => node.ActivationBytes);
        ConstantBytes = constantBytes;
        PeakActivationBytes = peakActivationBytes;
    }

    /// <summary>The nodes, in the graph's order.</summary>
    public IReadOnlyList<NodeCost> Nodes { get; }

    /// <summary>Multiply-accumulate operations of one run.</summary>
    public long Macs { get; }

    /// <summary>Trained numbers, each counted once however many nodes read it; BatchNorm's statistics are not trained.</summary>
    public long Parameters { get; }

    /// <summary>Bytes of all that the nodes write in one run.</summary>
    public long ActivationBytes { get; }

    /// <summary>Bytes of all constants.</summary>
    public long ConstantBytes { get; }

    /// <summary>The most bytes of inputs and activations alive at once, where each is freed after its last use.</summary>
    public long PeakActivationBytes { get; }

    /// <summary>Finds the shapes and counts.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get <see cref="InputShapes.Default(Value)"/>, a batch of one.</param>
    /// <exception cref="GraphException">A node cannot be computed for these sizes; the message names it.</exception>
    public static CostTable Measure(Graph graph, IReadOnlyDictionary<string, long[]>? inputs = null) => Of(graph, ShapeInference.Run(graph, inputs));

    /// <summary>Counts for shapes that are known already.</summary>
    public static CostTable Of(Graph graph, ShapeTable shapes)
    {
        var counted = new HashSet<Value>();
        var nodes = graph.Nodes.Select(node => new NodeCost(
            node,
            node.Outputs.Count > 0 && node.Outputs[0] is { } output ? shapes.Find(output) : null,
            node.Operator?.Macs(node, shapes) ?? 0,
            node.Inputs.OfType<Value>().Where(value => GraphModule.IsTrainable(value) && counted.Add(value)).Sum(value => value.Constant!.Count),
            node.Outputs.OfType<Value>().Sum(value => Bytes(value, shapes))));
        return new CostTable([.. nodes], graph.Constants.Sum(value => Bytes(value, shapes)), Peak(graph, shapes));
    }

    private static long Bytes(Value value, ShapeTable shapes) =>
        shapes.Find(value) is { } shape ? ((shapes.Count(value) * shape.ElementType.BitSize()) + 7) / 8 : 0;

    private static long Peak(Graph graph, ShapeTable shapes)
    {
        var remaining = graph.Values.ToDictionary(value => value, value => value.Uses.Count + (graph.IsOutput(value) ? 1 : 0));
        var alive = graph.Inputs.Sum(value => Bytes(value, shapes));
        var peak = alive;
        foreach (var node in graph.Nodes)
        {
            alive += node.Outputs.OfType<Value>().Sum(value => Bytes(value, shapes));
            peak = Math.Max(peak, alive);
            foreach (var read in node.Inputs.Concat(node.Captures).OfType<Value>().Where(value => !value.IsConstant))
            {
                alive -= --remaining[read] == 0 ? Bytes(read, shapes) : 0;
            }

            alive -= node.Outputs.OfType<Value>().Where(value => remaining[value] == 0).Sum(value => Bytes(value, shapes));
        }

        return peak;
    }
}
