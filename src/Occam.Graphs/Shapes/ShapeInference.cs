using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Shapes;

/// <summary>
/// Finds the shape of every value by running the network once on zeros, through the same kernels that train it. Behind an operator
/// that Occam does not know, the shapes that the file declares are used; where it declares none, they stay unknown.
/// </summary>
public static class ShapeInference
{
    private const long LargestInput = 1 << 28;

    /// <summary>Runs the network on zeros.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get <see cref="InputShapes.Default(Value)"/>.</param>
    /// <returns>The shapes.</returns>
    /// <exception cref="GraphException">A node cannot be computed for these sizes; the message names it.</exception>
    public static ShapeTable Run(Graph graph, IReadOnlyDictionary<string, long[]>? inputs = null) => Run(graph, inputs, null);

    /// <summary>As above, and shows every computed tensor while it is alive.</summary>
    internal static ShapeTable Run(Graph graph, IReadOnlyDictionary<string, long[]>? inputs, Action<Value, Tensor>? observe)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var table = new ShapeTable();
        var alive = new Dictionary<Value, Tensor>();
        foreach (var input in graph.Inputs)
        {
            var sizes = inputs?.GetValueOrDefault(input.Name) ?? InputShapes.Default(input);
            Keep(input, Zeros(input, sizes), table, alive, observe);
        }

        var remaining = graph.Values.ToDictionary(value => value, value => value.Uses.Count);
        foreach (var node in graph.Nodes)
        {
            Visit(node, table, alive, observe);
            foreach (var read in node.Inputs.Concat(node.Captures).OfType<Value>())
            {
                if (--remaining[read] == 0 && alive.Remove(read, out var tensor))
                {
                    tensor.Dispose();
                }
            }
        }

        return table;
    }

    // A file may declare any size; a run on zeros has to fit into memory.
    private static Tensor Zeros(Value input, long[] sizes)
    {
        var count = sizes.Aggregate(1.0, (product, size) => product * size);
        return count <= LargestInput
            ? zeros(sizes, InputShapes.ScalarTypeOf(input))
            : throw new GraphException($"Input '{input.Name}' of sizes [{string.Join(',', sizes)}] has {count:G3} elements, which is too large to run the network for its shapes (at most {LargestInput:N0}); give smaller sizes, for example --shape {input.Name}=1x3x224x224.");
    }

    private static void Visit(Node node, ShapeTable table, Dictionary<Value, Tensor> alive, Action<Value, Tensor>? observe)
    {
        var reads = node.Inputs.Concat(node.Captures).ToArray();
        var known = Array.TrueForAll(reads, value => value is null || value.Constant is { HasTensor: true } || alive.ContainsKey(value));
        using var scope = NewDisposeScope();
        var results = known && node.Operator is { } op ? Compute(node, op, reads, alive) : Declared(node);
        for (var i = 0; i < node.Outputs.Count && i < results.Length; i++)
        {
            if (node.Outputs[i] is { } output && results[i] is { } tensor)
            {
                Keep(output, tensor.MoveToOuterDisposeScope(), table, alive, observe);
            }
        }
    }

    private static void Keep(Value value, Tensor tensor, ShapeTable table, Dictionary<Value, Tensor> alive, Action<Value, Tensor>? observe)
    {
        table.Set(value, new Shape(tensor.dtype.ToElementType(), tensor.shape));
        alive[value] = tensor;
        observe?.Invoke(value, tensor);
    }

    private static Tensor?[] Compute(Node node, Operator op, Value?[] reads, Dictionary<Value, Tensor> alive)
    {
        var arguments = reads.Select(value => value is null ? null : value.Constant?.Tensor ?? alive[value]).ToArray();
        return ElementwiseShapes.Applies(op, arguments)
            ? ElementwiseShapes.Compute(node, op, arguments)
            : Invocation.Compute(node, op.BindShapes(node), arguments, RunContext.Inference);
    }

    private static Tensor?[] Declared(Node node) =>
        [.. node.Outputs.Select(output => output?.Type is { Dimensions: { } } type && type.ElementType.ToScalarType() is { } scalar
            ? zeros(InputShapes.Default(output), scalar) : null)];
}
