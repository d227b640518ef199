using Occam.Graphs.Attributes;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Building;

/// <summary>
/// Writes a network down in C#: each call adds a node with readable names (<c>stage1.block0.conv1</c>, its weight
/// <c>stage1.block0.conv1.weight</c>) and freshly drawn weights in ONNX's layout. The same seed gives the same weights.
/// </summary>
public sealed partial class GraphBuilder : IDisposable
{
    private readonly Dictionary<Value, long[]> _shapes = [];
    private readonly Generator _generator;
    private bool _built;

    /// <summary>Starts an empty network.</summary>
    /// <param name="name">The graph's name.</param>
    /// <param name="seed">The seed of the weights. Default 0.</param>
    /// <param name="opset">The version of ONNX's operator set. Default 17.</param>
    /// <param name="operators">The operators that <see cref="Apply"/> is to know; default <see cref="OperatorSet.Standard"/>.</param>
    public GraphBuilder(string name, int seed = 0, long opset = 17, OperatorSet? operators = null)
    {
        Graph = new Graph(name, [new(string.Empty, opset)], operators);
        _generator = new Generator((ulong)seed, CPU);
    }

    /// <summary>The graph as far as it is built.</summary>
    public Graph Graph { get; }

    /// <summary>Adds a float input whose batch size is open.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="sizes">The sizes behind the batch axis, each at least 1, for example 3, 224, 224.</param>
    /// <returns>The value [N, sizes...].</returns>
    public Value Input(string name, params ReadOnlySpan<long> sizes)
    {
        foreach (var size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(sizes));
        }

        var dimensions = new List<Dimension> { "N" };
        dimensions.AddRange(sizes.ToArray().Select(size => (Dimension)size));
        var value = Graph.AddInput(name, new TensorType(ElementType.Float, dimensions));
        _shapes[value] = [1, .. sizes];
        return value;
    }

    /// <summary>Adds a constant, for example a scale or a position embedding.</summary>
    /// <param name="name">The constant's name.</param>
    /// <param name="tensor">The data; ownership passes to the graph.</param>
    public Value Constant(string name, Tensor tensor) => Graph.AddConstant(name, new Constant(tensor));

    /// <summary>Adds any operator with one output.</summary>
    /// <param name="opType">The operator's ONNX name.</param>
    /// <param name="name">The node's name, and that of its output.</param>
    /// <param name="inputs">The inputs; null where an optional one is absent.</param>
    /// <param name="attributes">The attributes; default none.</param>
    /// <returns>The output.</returns>
    /// <exception cref="GraphException">The name is taken, Occam does not know the operator, or it cannot be computed for these inputs; the message names the node.</exception>
    public Value Apply(string opType, string name, IReadOnlyList<Value?> inputs, params IEnumerable<KeyValuePair<string, AttributeValue>> attributes)
    {
        var node = Graph.AddNode(opType, inputs, [name], attributes, name);
        var output = node.Outputs[0]!;
        _shapes[output] = Compute(node);
        return output;
    }

    /// <summary>The sizes of a value for a batch of one.</summary>
    public IReadOnlyList<long> ShapeOf(Value value) => Sizes(value);

    /// <summary>Ends the network.</summary>
    /// <param name="outputs">What the network returns, at least one value, with the names that the file is to show.</param>
    /// <returns>The graph; the caller owns it.</returns>
    public Graph Build(params ReadOnlySpan<(string Name, Value Value)> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(outputs.Length, nameof(outputs));
        foreach (var (name, value) in outputs)
        {
            Graph.Rename(value, name);
            Graph.SetType(value, new TensorType(ElementType.Float, [.. Sizes(value).Select((size, axis) => axis == 0 ? (Dimension)"N" : size)]));
            Graph.AddOutput(value);
        }

        GraphVerifier.Verify(Graph);
        _built = true;
        return Graph;
    }

    /// <summary>Disposes the random generator, and the graph where <see cref="Build"/> did not hand it out.</summary>
    public void Dispose()
    {
        _generator.Dispose();
        if (!_built)
        {
            Graph.Dispose();
        }
    }

    // One definition of each operator: shapes come from its kernel, on zeros.
    private long[] Compute(Node node)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var arguments = node.Inputs.Select(value => value is null ? null : value.Constant?.Tensor ?? zeros(Sizes(value))).ToArray();
        return Execution.Invocation.Compute(node, Execution.Step.Bind(node), arguments, RunContext.Inference)[0].shape;
    }

    private long[] Sizes(Value value) => value.Constant is { } constant
        ? [.. constant.Dimensions]
        : _shapes.GetValueOrDefault(value) ?? throw new GraphException($"Value '{value.Name}' was not added through this builder.");
}
