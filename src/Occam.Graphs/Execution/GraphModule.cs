using Occam.Graphs.Channels;
using Occam.Graphs.Native;
using Occam.Graphs.Ops;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Graphs.Execution;

/// <summary>
/// A graph as a TorchSharp module: its trainable constants become parameters that optimizers update in place, so the graph always
/// holds the trained weights.
/// </summary>
public sealed class GraphModule : nn.Module<Tensor, Tensor>
{
    private readonly GraphExecutor _executor;
    private readonly Dictionary<string, Parameter> _trained = new(StringComparer.Ordinal);
    private ComputeMode _mode;

    /// <summary>Makes a graph trainable.</summary>
    /// <param name="graph">The graph; not owned. Its trainable constants are replaced by parameters of the same data.</param>
    /// <param name="device">Where to train; default the CPU. The graph's constants are moved there.</param>
    /// <exception cref="GraphException">The graph has an operator that Occam does not know.</exception>
    public GraphModule(Graph graph, Device? device = null)
        : base(graph.Name)
    {
        Graph = graph;
        using var scope = NewDisposeScope();
        foreach (var value in graph.Constants.ToArray())
        {
            if (device is not null && value.Constant!.HasTensor && !IsHostInput(value))
            {
                graph.SetConstant(value, new Constant(value.Constant.Tensor.to(device)));
            }

            if (IsTrainable(value))
            {
                var parameter = new Parameter(value.Constant!.Tensor.detach().alias());
                graph.SetConstant(value, new Constant(parameter));
                _trained.Add(value.Name, parameter);
            }
        }

        _executor = new GraphExecutor(graph, device);
    }

    /// <summary>The graph that is trained.</summary>
    public Graph Graph { get; }

    /// <summary>How training computes. Default float32.</summary>
    /// <exception cref="GraphException">LibTorch has no switch for bfloat16 on this platform.</exception>
    public ComputeMode Mode
    {
        get => _mode;
        set
        {
            if (value == ComputeMode.Bfloat16 && !Autocast.IsAvailable)
            {
                throw new GraphException("This platform's LibTorch cannot be switched to bfloat16; train in float32.");
            }

            if ((value == ComputeMode.Float32) != (_mode == ComputeMode.Float32))
            {
                Lay(channelsLast: value != ComputeMode.Float32);
            }

            _mode = value;
        }
    }

    /// <summary>
    /// Whether a constant is trained: a floating-point weight of an operator, or one that is moved to where it is used (a class token, a weight
    /// that the exporter left transposed), but no scalar that an elementwise operator reads.
    /// </summary>
    public static bool IsTrainable(Value value) =>
        value.Constant is { HasTensor: true } constant
        && constant.ElementType.IsFloatingPoint()
        && value.Uses.Any(use => use.Node.Operator is { } op && (IsWeight(op, use.Index, constant) || IsMoved(op, use.Index, constant)));

    /// <inheritdoc/>
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        _trained.Select(pair => (pair.Key, pair.Value));

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters(bool recurse = true) => _trained.Values;

    /// <summary>Runs a network of one input and returns its first output.</summary>
    /// <param name="input">The network's input; not disposed.</param>
    public override Tensor forward(Tensor input)
    {
        var outputs = Run([input]);
        foreach (var further in outputs.Skip(1))
        {
            further.Dispose();
        }

        return outputs[0];
    }

    /// <summary>Runs the network, in training mode where <c>train()</c> was called last, else in inference mode.</summary>
    /// <param name="inputs">The graph's inputs, in its order.</param>
    /// <param name="observe">Called with every computed value while it is alive.</param>
    /// <returns>The graph's outputs, in its order, in the caller's dispose scope.</returns>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs, Action<Value, Tensor>? observe = null) =>
        training && _mode != ComputeMode.Float32 ? RunChannelsLast(inputs, observe) : _executor.Run(inputs, training ? RunContext.Train : RunContext.Inference, observe);

    /// <summary>Selects the path that later runs take through a graph with choices, as <see cref="GraphExecutor.Select"/>; weights beside it get no gradient.</summary>
    /// <param name="selected">The input that each choice takes; those left out take the one that the graph states.</param>
    /// <exception cref="GraphException">A node is no choice of this graph, or has no such input.</exception>
    public void Select(IReadOnlyDictionary<Node, int> selected) => _executor.Select(selected);

    /// <summary>Disposes the module; the weights stay with the graph.</summary>
    protected override void Dispose(bool disposing)
    {
        _trained.Clear(); // a module disposes its parameters
        base.Dispose(disposing);
    }

    private static Tensor ChannelsLast(Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private Tensor[] RunChannelsLast(IReadOnlyList<Tensor> inputs, Action<Value, Tensor>? observe)
    {
        using var scope = NewDisposeScope();
        Tensor[] laid = [.. inputs.Select(input => input.Dimensions == 4 ? ChannelsLast(input) : input)];
        using var autocast = _mode == ComputeMode.Bfloat16 ? new Autocast() : null;
        var outputs = _executor.Run(laid, RunContext.Train, observe is null ? null : (value, tensor) => observe(value, Full(tensor)));
        return Array.ConvertAll(outputs, output => Full(output).MoveToOuterDisposeScope());
    }

    private static Tensor Full(Tensor tensor) => tensor.dtype == ScalarType.BFloat16 ? tensor.to(ScalarType.Float32) : tensor;

    private void Lay(bool channelsLast)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var weight in _trained.Values.Where(weight => weight.Dimensions == 4))
        {
            weight.set_(channelsLast ? ChannelsLast(weight) : weight.contiguous());
        }
    }

    private static bool IsHostInput(Value value) =>
        value.Uses.Any(use => use.Node.Operator is { } op && op.HostInputs.Contains(use.Index));

    private static bool IsWeight(Operator op, int index, Constant constant) =>
        op.ParameterInputs.Contains(index)
        && (op.Quantization == QuantizationRole.Weighted || constant.Dimensions.Count > 0)
        && (!op.ParameterInputs.Contains(0) || constant.Count > 1);

    private static bool IsMoved(Operator op, int index, Constant constant) =>
        op.Axes == AxisRule.DataMovement && !op.HostInputs.Contains(index) && constant.Count > 1;
}
