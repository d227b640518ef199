using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Channels;

/// <summary>Draws small networks for tests of channel tracing, with seeded random weights.</summary>
internal sealed class Sketch : IDisposable
{
    private readonly Generator _random = new(7);
    private int _count;

    public Sketch(params long[] input)
    {
        Graph = new Graph("sketch", [new(string.Empty, 17)]);
        X = Graph.AddInput("x", new TensorType(ElementType.Float, ["N", .. input.Select(size => (Dimension)size)]));
    }

    public void Dispose() => _random.Dispose();

    public Graph Graph { get; }

    public Value X { get; }

    public Value Conv(Value x, long inputs, long outputs, long kernel = 3, long group = 1, string? name = null) => Op(
        "Conv",
        [x, Weight(outputs, inputs / group, kernel, kernel), Weight(outputs)],
        new() { ["group"] = new IntAttribute(group), ["pads"] = new IntsAttribute([kernel / 2, kernel / 2, kernel / 2, kernel / 2]) },
        name);

    public Value BatchNorm(Value x, long channels) =>
        Op("BatchNormalization", [x, Weight(channels), Weight(channels), Weight(channels), Constant(rand(channels, generator: _random).add(0.5))]);

    public Value Linear(Value x, long inputs, long outputs, string? name = null) =>
        Op("Gemm", [x, Weight(outputs, inputs), Weight(outputs)], new() { ["transB"] = new IntAttribute(1) }, name);

    public Value MatMul(Value x, long inputs, long outputs) => Op("MatMul", [x, Weight(inputs, outputs)]);

    public Value Reshape(Value x, params long[] target) => Op("Reshape", [x, Numbers(target)]);

    public Value Transpose(Value x, params long[] permutation) => Op("Transpose", [x], new() { ["perm"] = new IntsAttribute(permutation) });

    public Value Concat(long axis, params Value[] values) => Op("Concat", values, new() { ["axis"] = new IntAttribute(axis) });

    public Value[] Split(Value x, long axis, params long[] sizes)
    {
        var node = Graph.AddNode("Split", [x, Numbers(sizes)], sizes.Select(_ => Name("split")), new Dictionary<string, AttributeValue> { ["axis"] = new IntAttribute(axis) });
        return [.. node.Outputs.Select(output => output!)];
    }

    public Value Op(string opType, Value[] inputs, Dictionary<string, AttributeValue>? attributes = null, string? name = null) =>
        Graph.AddNode(opType, inputs, [name ?? Name(opType)], attributes, name).Outputs[0]!;

    public Value Weight(params long[] shape) => Constant(randn(shape, generator: _random));

    public Value Numbers(params long[] numbers) => Constant(tensor(numbers));

    public Graph Returns(params Value[] outputs)
    {
        foreach (var output in outputs)
        {
            Graph.AddOutput(output);
        }

        GraphVerifier.Verify(Graph);
        return Graph;
    }

    private Value Constant(Tensor data) => Graph.AddConstant(Name("constant"), new Constant(data));

    private string Name(string kind) => $"{kind}{_count++}";
}
