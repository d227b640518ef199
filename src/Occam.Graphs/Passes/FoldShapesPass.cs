using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>
/// Turns sub-graphs that only compute shapes (Shape, Gather, Concat ... into Reshape, Expand, Slice, Resize) into constants, with the
/// batch axis kept dynamic. What such a sub-graph computes is seen by running the network for two batch sizes, and for two sizes of every
/// other open dimension: what stays the same is a constant.
/// </summary>
public sealed class FoldShapesPass : GraphPass
{
    private const long LargestConstant = 65_536;

    /// <summary>Sizes for inputs by name; the others get their defaults.</summary>
    public IReadOnlyDictionary<string, long[]>? Inputs { get; init; }

    /// <inheritdoc/>
    public override int Apply(Graph graph)
    {
        var uses = graph.Nodes
            .Where(node => node.Operator is not null)
            .SelectMany(node => node.Operator!.HostInputs.Where(i => node.OptionalInput(i) is { IsConstant: false, Producer: not null }).Select(i => new Use(node, i)))
            .ToArray();
        if (uses.Length == 0)
        {
            return 0;
        }

        var observed = ObservedShapes.Run(graph, Inputs, [.. uses.Select(use => use.Node.Input(use.Index))]);
        var folded = uses.Count(use => Fold(graph, use, observed));
        if (folded > 0)
        {
            graph.RemoveUnused();
        }

        return folded;
    }

    private static bool Fold(Graph graph, Use use, ObservedShapes observed)
    {
        var value = use.Node.Input(use.Index);
        if (observed.Constant(value) is { } numbers)
        {
            graph.SetUse(use, graph.AddConstant(graph.UnusedName($"{value.Name}.folded"), new Constant(numbers.clone())));
            return true;
        }

        if (use.Node.OpType is not ("Reshape" or "Expand" or "ConstantOfShape") || observed.BatchAxis(use.Node.Outputs[0]!) is not var (sizes, axis))
        {
            return false;
        }

        if (use.Node.OpType == "ConstantOfShape")
        {
            return Repeat(graph, use.Node, observed, sizes, axis);
        }

        if (use.Node.OpType == "Expand")
        {
            Spread(graph, use.Node, sizes, axis);
        }

        var target = use.Node.OpType == "Reshape" ? Inferred(graph, value, sizes, axis) : Broadcast(graph, use.Node, observed, sizes, axis);
        graph.SetUse(use, target);
        return true;
    }

    // The batch is the one dimension that Reshape infers.
    private static Value Inferred(Graph graph, Value value, long[] sizes, int axis)
    {
        long[] target = [.. sizes.Select((size, i) => i == axis ? -1 : size)];
        return graph.AddConstant(graph.UnusedName($"{value.Name}.folded"), new Constant(tensor(target)));
    }

    // A constant (the zeros that a recurrent layer starts from) takes its sizes for a batch of one at once: they can be sliced then, a stated size could not.
    private static void Spread(Graph graph, Node expand, long[] sizes, int axis)
    {
        long[] single = [.. sizes.Select((size, i) => i == axis ? 1 : size)];
        if (expand.Input(0).Constant is { HasTensor: true } constant && !constant.Dimensions.SequenceEqual(single) && sizes.Aggregate(1L, (product, size) => product * size) <= LargestConstant
            && (constant.Dimensions.Count < sizes.Length - axis || constant.Dimensions[axis - sizes.Length + constant.Dimensions.Count] == 1))
        {
            var spread = graph.AddConstant(graph.UnusedName($"{expand.Input(0).Name}.spread"), new Constant(constant.Tensor.expand(single).contiguous().clone()));
            graph.SetInput(expand, 0, spread);
        }
    }

    // A constant of a batch's shape is one of a batch of one, repeated.
    private static bool Repeat(Graph graph, Node node, ObservedShapes observed, long[] sizes, int axis)
    {
        if (sizes.Aggregate(1L, (product, size) => product * size) > LargestConstant || graph.IsOutput(node.Outputs[0]!))
        {
            return false;
        }

        var value = node.Get<TensorAttribute>("value")?.Constant;
        long[] single = [.. sizes.Select((size, i) => i == axis ? 1 : size)];
        var data = value is null ? zeros(single) : value.Tensor.reshape([]).expand(single).contiguous().clone();
        var constant = graph.AddConstant(graph.UnusedName($"{node.Outputs[0]!.Name}.value"), new Constant(data));
        var expand = graph.AddNode("Expand", [constant, node.Input(0)], [graph.UnusedName($"{node.Outputs[0]!.Name}.repeated")], before: node);
        graph.SetInput(expand, 1, Broadcast(graph, expand, observed, sizes, axis));
        graph.ReplaceUses(node.Outputs[0]!, expand.Outputs[0]!);
        return true;
    }

    // Where Expand's input has the size already, 1 says the same, and stays true when channels are removed. The batch is read from the network's input.
    private static Value Broadcast(Graph graph, Node expand, ObservedShapes observed, long[] sizes, int axis)
    {
        long[] given = expand.Input(0).Constant is { } constant ? [.. constant.Dimensions] : observed.Sizes(expand.Input(0));
        var lead = sizes.Length - given.Length;
        long[] target = [.. sizes.Select((size, i) => i >= lead && given[i - lead] == size ? 1 : size)];
        if (target[axis] == 1)
        {
            return Constant("sizes", target);
        }

        var batched = graph.Inputs.First(input => input.Type?.Dimensions is [{ Size: null }, ..]);
        var shape = Insert("Shape", [batched], "shape");
        var batch = Insert("Slice", [shape, Constant("start", [0]), Constant("end", [1])], "batch");
        Value[] parts = [.. new[] { Part(0, axis), batch, Part(axis + 1, target.Length) }.OfType<Value>()];
        return parts.Length == 1 ? batch : Insert("Concat", parts, "target", new() { ["axis"] = new IntAttribute(0) });

        Value? Part(int from, int to) => from == to ? null : Constant("sizes", target[from..to]);

        Value Constant(string name, long[] numbers) =>
            graph.AddConstant(graph.UnusedName($"{expand.Name}.{name}"), new Constant(tensor(numbers)));

        Value Insert(string opType, Value[] inputs, string name, Dictionary<string, AttributeValue>? attributes = null) =>
            graph.AddNode(opType, inputs, [graph.UnusedName($"{expand.Name}.{name}")], attributes, before: expand).Outputs[0]!;
    }
}
