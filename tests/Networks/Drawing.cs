using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Testing.Networks;

/// <summary>Draws a network with random weights everywhere: biases, BatchNorm's shifts and statistics too, so that nothing is zero by luck.</summary>
internal sealed class Drawing : IDisposable
{
    private readonly Generator _random;
    private ShapeTable? _shapes;
    private int _count;

    public Drawing(string name, long opset = 17)
    {
        Graph = new Graph(name, [new(string.Empty, opset)]);
        _random = new Generator((ulong)name.Sum(c => c));
    }

    public Graph Graph { get; }

    public void Dispose() => _random.Dispose();

    public Value Input(params long[] sizes) => Graph.AddInput(Name("input"), new TensorType(ElementType.Float, ["N", .. sizes.Select(size => (Dimension)size)]));

    public Value Tokens(long length) => Graph.AddInput(Name("tokens"), new TensorType(ElementType.Int64, ["N", (Dimension)length]));

    /// <summary>The sizes of a value for a batch of one.</summary>
    public long[] Of(Value value)
    {
        if (value.Constant is { } constant)
        {
            return [.. constant.Dimensions];
        }

        if (_shapes?.Dimensions(value) is not { } sizes)
        {
            _shapes = ShapeInference.Run(Graph);
            sizes = _shapes.Dimensions(value)!;
        }

        return sizes;
    }

    public Value Op(string type, Value?[] inputs, params (string Name, object Value)[] attributes) => Node(type, inputs, 1, attributes)[0];

    public Value[] Node(string type, Value?[] inputs, int outputs, params (string Name, object Value)[] attributes)
    {
        var name = Name(type.ToLowerInvariant());
        var made = attributes.Select(pair => KeyValuePair.Create<string, AttributeValue>(pair.Name, pair.Value switch
        {
            long number => new IntAttribute(number),
            float number => new FloatAttribute(number),
            string text => new StringAttribute(System.Text.Encoding.UTF8.GetBytes(text)),
            long[] numbers => new IntsAttribute(numbers),
            _ => throw new ArgumentException($"{pair.Value}", nameof(attributes)),
        }));
        return [.. Graph.AddNode(type, inputs, outputs == 1 ? [name] : Enumerable.Range(0, outputs).Select(i => $"{name}.{i}"), made, name).Outputs.Select(output => output!)];
    }

    public Value Weight(double scale, params long[] sizes) => Constant(randn(sizes, generator: _random).mul_(scale));

    public Value Weight(params long[] sizes) => Weight(1 / Math.Sqrt(Math.Max(1, sizes.Length > 1 ? sizes.Skip(1).Aggregate(1L, (a, b) => a * b) : 4)), sizes);

    public Value Positive(params long[] sizes) => Constant(rand(sizes, generator: _random).add_(0.5));

    public Value Number(float number) => Constant(tensor(number));

    public Value Whole(params long[] numbers) => Constant(tensor(numbers));

    public Value Conv(Value x, long channels, long kernel = 3, long stride = 1, long groups = 1, bool bias = true, long? padding = null, long dilation = 1)
    {
        var sizes = Of(x);
        var spatial = sizes.Length - 2;
        var pad = padding ?? kernel / 2 * dilation;
        long[] Every(long number, int times = 1) => [.. Enumerable.Repeat(number, spatial * times)];
        return Op(
            "Conv",
            bias ? [x, Weight([channels, sizes[1] / groups, .. Every(kernel)]), Weight(0.5, channels)] : [x, Weight([channels, sizes[1] / groups, .. Every(kernel)])],
            ("group", groups), ("pads", Every(pad, 2)), ("strides", Every(stride)), ("kernel_shape", Every(kernel)), ("dilations", Every(dilation)));
    }

    public Value Transposed(Value x, long channels, long kernel = 2, long stride = 2, long groups = 1, long padding = 0)
    {
        var sizes = Of(x);
        return Op(
            "ConvTranspose",
            [x, Weight(sizes[1], channels / groups, kernel, kernel), Weight(0.5, channels)],
            ("group", groups), ("strides", new[] { stride, stride }), ("kernel_shape", new[] { kernel, kernel }), ("pads", new[] { padding, padding, padding, padding }));
    }

    public Value Norm(Value x)
    {
        var channels = Of(x)[1];
        return Op("BatchNormalization", [x, Weight(0.8, channels), Weight(0.5, channels), Weight(0.3, channels), Positive(channels)]);
    }

    public Value LayerNorm(Value x) => Op("LayerNormalization", [x, Positive(Of(x)[^1]), Weight(0.3, Of(x)[^1])], ("axis", -1L));

    public Value Relu(Value x) => Op("Relu", [x]);

    public Value Unit(Value x, long channels, long kernel = 3, long stride = 1, long groups = 1) => Relu(Norm(Conv(x, channels, kernel, stride, groups, bias: false)));

    /// <summary>MatMul and an addition over the last axis.</summary>
    public Value Dense(Value x, long features) => Op("Add", [Op("MatMul", [x, Weight(1 / Math.Sqrt(Of(x)[^1]), Of(x)[^1], features)]), Weight(0.5, features)]);

    public Value Gemm(Value x, long features) => Op("Gemm", [x, Weight(features, Of(x)[1]), Weight(0.5, features)], ("transB", 1L));

    public Value Add(Value a, Value b) => Op("Add", [a, b]);

    public Value Mul(Value a, Value b) => Op("Mul", [a, b]);

    public Value Sigmoid(Value x) => Op("Sigmoid", [x]);

    public Value Silu(Value x) => Mul(x, Sigmoid(x));

    public Value Gelu(Value x) => Mul(Mul(x, Number(0.5f)), Add(Op("Erf", [Op("Div", [x, Number(1.4142135f)])]), Number(1)));

    public Value Softmax(Value x, long axis = -1) => Op("Softmax", [x], ("axis", axis));

    public Value Concat(long axis, params Value[] values) => Op("Concat", values, ("axis", axis));

    public Value[] Split(Value x, long axis, params long[] sizes) => Node("Split", [x, Whole(sizes)], sizes.Length, ("axis", axis));

    public Value[] Halves(Value x, long axis = 1)
    {
        var half = Of(x)[axis < 0 ? axis + Of(x).Length : axis] / 2;
        return Split(x, axis, half, half);
    }

    public Value Slice(Value x, long axis, long start, long end, long step = 1) => Op("Slice", [x, Whole(start), Whole(end), Whole(axis), Whole(step)]);

    public Value Reshape(Value x, params long[] sizes) => Op("Reshape", [x, Whole(sizes)]);

    public Value Transpose(Value x, params long[] order) => Op("Transpose", [x], ("perm", order));

    public Value Mean(Value x, bool keep, params long[] axes) => Op("ReduceMean", [x], ("axes", axes), ("keepdims", keep ? 1L : 0L));

    public Value Pool(Value x, string type = "MaxPool", long kernel = 2, long stride = 2, long padding = 0)
    {
        var spatial = Of(x).Length - 2;
        long[] Every(long number, int times = 1) => [.. Enumerable.Repeat(number, spatial * times)];
        return Op(type, [x], ("kernel_shape", Every(kernel)), ("strides", Every(stride)), ("pads", Every(padding, 2)));
    }

    public Value Upsample(Value x) => Op("Resize", [x, null, Constant(tensor(new[] { 1f, 1f, 2f, 2f }))], ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));

    public Value Flatten(Value x) => Op("Flatten", [x], ("axis", 1L));

    /// <summary>Global average and a fully connected layer.</summary>
    public Graph Classified(Value x, long classes = 10) => Returns(Gemm(Flatten(Op("GlobalAveragePool", [x])), classes));

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

    private string Name(string kind) => $"{kind}_{_count++}";
}
