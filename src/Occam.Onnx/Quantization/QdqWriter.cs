using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Onnx.Quantization;

/// <summary>
/// Writes a plan into a graph as QuantizeLinear and DequantizeLinear nodes, in the form that ONNX Runtime fuses into integer kernels:
/// one DequantizeLinear a consumer, weights and biases as integer constants behind one, absorbed clamps removed.
/// </summary>
public sealed class QdqWriter
{
    private readonly Graph _graph;
    private readonly QuantizationPlan _plan;
    private readonly Dictionary<Node, LayerPrecision> _precision;
    private readonly Dictionary<Value, QuantizationParameters> _parameters;
    private readonly Dictionary<Value, QuantizationScheme> _schemes;
    private readonly Dictionary<QuantizationParameters, (Value Scale, Value ZeroPoint)> _constants = [];
    private readonly Dictionary<Node, float> _inputScales = [];

    private QdqWriter(Graph graph, QuantizationPlan plan)
    {
        _graph = graph;
        _plan = plan;
        _precision = plan.Decisions.ToDictionary(decision => decision.Node, decision => decision.Precision);
        _parameters = new Dictionary<Value, QuantizationParameters>(plan.Activations);
        _schemes = new Dictionary<Value, QuantizationScheme>(plan.ActivationSchemes);
    }

    /// <summary>Writes the plan into the graph, in place.</summary>
    /// <param name="graph">The graph, at ONNX operator set 13 or later.</param>
    /// <param name="plan">A plan for this graph.</param>
    /// <returns>How many output channels got a wider weight scale than their weights need, so that int32 holds bias and sums.</returns>
    /// <exception cref="QuantizationException">A weight is not finite, or the operator set is too old.</exception>
    public static int Apply(Graph graph, QuantizationPlan plan)
    {
        if (graph.Opsets.TryGetValue(string.Empty, out var version) && version < 13)
        {
            throw new QuantizationException($"Graph '{graph.Name}' is of operator set {version}; scales per channel need 13.");
        }

        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var writer = new QdqWriter(graph, plan);
        writer.RemoveAbsorbed();
        writer.RememberInputScales();
        var widened = plan.Decisions.Where(decision => IsWeighted(decision.Node)).Sum(decision => writer.WriteWeights(decision.Node));
        writer.WriteConstants();
        foreach (var value in graph.Values.Where(writer._parameters.ContainsKey).ToArray())
        {
            writer.WriteActivation(value);
        }

        graph.RemoveUnused();
        return widened;

        bool IsWeighted(Node node) =>
            writer._precision[node] is LayerPrecision.Integer or LayerPrecision.IntegerToFloat && node.OpType is "Conv" or "Gemm" or "MatMul";
    }

    // A symmetric range reaches below the clamp's bound, so that saturation cannot do its work: the clamp stays, and what it computes is quantized.
    private bool KeepsClamps => _plan.ActivationScheme is { IsSigned: true, IsSymmetric: true };

    private bool IsInteger(Node? node) => node is not null
        && _precision.TryGetValue(node, out var precision)
        && (precision is LayerPrecision.Integer or LayerPrecision.IntegerToFloat || (precision == LayerPrecision.Absorbed && KeepsClamps));

    // The clamp's parameters become those of what it clamps: saturation does the clamping.
    private void RemoveAbsorbed()
    {
        if (KeepsClamps)
        {
            return;
        }

        foreach (var decision in _plan.Decisions.Where(decision => decision.Precision == LayerPrecision.Absorbed))
        {
            var (input, output) = (decision.Node.Input(0), decision.Node.Outputs[0]!);
            if (_parameters.Remove(output, out var parameters))
            {
                _parameters[input] = parameters;
            }

            if (_schemes.Remove(output, out var scheme))
            {
                _schemes[input] = scheme;
            }

            _graph.ReplaceUses(output, input);
            _graph.Remove(decision.Node);
        }
    }

    private void RememberInputScales()
    {
        foreach (var node in _graph.Nodes.Where(IsInteger))
        {
            if (_parameters.TryGetValue(node.Input(0), out var parameters))
            {
                _inputScales[node] = parameters.Scale;
            }
        }
    }

    private int WriteWeights(Node node)
    {
        var (weight, bias) = (node.Input(1), _plan.HasIntegerBias ? node.OptionalInput(2) : null);
        var shape = weight.Constant!.Dimensions;
        var axis = ChannelAxis(node);
        var addition = _plan.HasIntegerBias && node.OpType == "MatMul" ? AddedBias(node, shape[axis]) : null;
        var stored = bias ?? addition?.Node.Input(addition.Value.Index);
        var offsets = stored is null ? null : Broadcast(stored.Constant!.Tensor, shape[axis]);
        var quantized = WeightQuantizer.Quantize(Floats(weight.Constant.Tensor), shape, axis, offsets, _inputScales[node], _plan.WeightSchemeOf(node), node.Name, _plan.WeightScales.GetValueOrDefault(node));
        Attach(node, 1, weight.Name, from_array(quantized.Integers).reshape([.. shape]), quantized.Scales, zeros(quantized.Scales.Length, ScalarType.Int8), axis);
        if (bias is not null)
        {
            Attach(node, 2, bias.Name, from_array(quantized.Bias!), quantized.BiasScales!, zeros(quantized.Scales.Length, ScalarType.Int32), 0);
        }
        else if (addition is { } use)
        {
            Attach(use.Node, use.Index, use.Node.Input(use.Index).Name, from_array(quantized.Bias!), quantized.BiasScales!, zeros(quantized.Scales.Length, ScalarType.Int32), 0);
        }

        return quantized.Widened;
    }

    // ONNX Runtime makes a Gemm of MatMul and Add, which is integer only where the bias is quantized as that of a Gemm.
    private Use? AddedBias(Node node, long channels)
    {
        if (_precision[node] != LayerPrecision.IntegerToFloat || node.Outputs[0]!.Uses is not [{ Node: { OpType: "Add" } add } use] || IsInteger(add))
        {
            return null;
        }

        var bias = add.OptionalInput(1 - use.Index)?.Constant;
        return bias is { HasTensor: true, ElementType: ElementType.Float } && bias.Count == channels && bias.Dimensions.Count == 1 ? new Use(add, 1 - use.Index) : null;
    }

    // Between a DequantizeLinear of one scale and a QuantizeLinear ONNX Runtime quantizes float weights by itself, per tensor. One equal
    // scale a channel says the same and keeps it from that.
    private bool IsTempting(Use use) =>
        use.Index == 0 && !IsInteger(use.Node)
        && use.Node is { Domain: "", OpType: "Conv" or "ConvTranspose" or "Gemm" }
        && use.Node.Int("transA", 0) == 0
        && use.Node.Input(1).Constant is { HasTensor: true, ElementType: ElementType.Float };

    // Constant operands of integer elementwise nodes: one scale for the whole constant.
    private void WriteConstants()
    {
        foreach (var node in _graph.Nodes.Where(node => IsInteger(node) && node.OpType is "Add" or "Mul").ToArray())
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Input(i) is not { Constant: { } constant } operand)
                {
                    continue;
                }

                var scheme = _plan.ActivationScheme;
                var data = Floats(constant.Tensor);
                var parameters = QuantizationParameters.Covering(data.Min(), data.Max(), scheme);
                var integers = from_array(Array.ConvertAll(data, x => parameters.Quantize(x, scheme))).to(scheme.IsSigned ? ScalarType.Int8 : ScalarType.Byte);
                var stored = Add($"{operand.Name}_quantized", integers.reshape([.. constant.Dimensions]));
                Dequantize(stored, parameters, new Use(node, i), operand.Name);
            }
        }
    }

    private void WriteActivation(Value value)
    {
        var parameters = _parameters[value];
        var produced = IsInteger(value.Producer);
        var readers = value.Uses.Where(use => produced || (IsInteger(use.Node) && use.Node.Inputs.Count > use.Index)).ToArray();
        var returned = produced && _graph.IsOutput(value);
        if (readers.Length == 0 && !returned)
        {
            return;
        }

        var (scale, zeroPoint) = Constants(value, parameters);
        var first = _graph.Nodes.FirstOrDefault(node => readers.Any(use => use.Node == node));
        var name = value.Name;
        var quantize = _graph.AddNode("QuantizeLinear", [value, scale, zeroPoint], [_graph.UnusedName($"{name}_quantized")], name: $"{name}_QuantizeLinear", before: first);
        var integers = Narrowed(value, quantize.Outputs[0]!, first);
        foreach (var use in readers)
        {
            Dequantize(integers, parameters, use, name);
        }

        if (returned)
        {
            // What is left to replace are the quantizer itself, which has to go on reading the value, and the network's output.
            var last = _graph.AddNode("DequantizeLinear", [integers, scale, zeroPoint], [_graph.UnusedName($"{name}_dequantized")], name: $"{name}_DequantizeLinear");
            _graph.ReplaceUses(value, last.Outputs[0]!);
            _graph.SetInput(quantize, 0, value);
        }
    }

    // QuantizeLinear saturates at 8 bits; fewer are kept by clipping the integers themselves, which leaves the integer kernels around them alone.
    private Value Narrowed(Value value, Value integers, Node? before)
    {
        if (_schemes.GetValueOrDefault(value) is not { Bits: < 8 } scheme)
        {
            return integers;
        }

        var name = value.Name;
        var (low, high) = scheme.IsSigned
            ? (tensor((sbyte)scheme.Lowest), tensor((sbyte)scheme.Highest))
            : (tensor((byte)scheme.Lowest), tensor((byte)scheme.Highest));
        return _graph.AddNode("Clip", [integers, Add($"{name}_lowest", low), Add($"{name}_highest", high)], [_graph.UnusedName($"{name}_clipped")], name: $"{name}_Clip", before: before).Outputs[0]!;
    }

    private void Dequantize(Value integers, QuantizationParameters parameters, Use use, string name)
    {
        var (scale, zeroPoint) = IsTempting(use) ? PerChannel(name, parameters, InputChannels(use.Node)) : Constants(integers, parameters);
        var output = _graph.UnusedName($"{name}_dequantized");
        var node = _graph.AddNode("DequantizeLinear", [integers, scale, zeroPoint], [output], name: $"{name}_DequantizeLinear", before: use.Node);
        _graph.SetUse(use, node.Outputs[0]!);
    }

    private (Value Scale, Value ZeroPoint) PerChannel(string name, QuantizationParameters parameters, long channels)
    {
        var scales = new float[channels];
        Array.Fill(scales, parameters.Scale);
        return (Add($"{name}_scales", from_array(scales)), Add($"{name}_zero_points", ZeroPoint(parameters).expand(channels).contiguous()));
    }

    private void Attach(Node node, int index, string name, Tensor integers, float[] scales, Tensor zeroPoints, int axis)
    {
        var perTensor = _plan.WeightScheme.Granularity == Granularity.PerTensor && index == 1;
        var stored = Add($"{name}_quantized", integers);
        var scale = Add($"{name}_scale", perTensor ? tensor(scales[0]) : from_array(scales));
        var zeroPoint = Add($"{name}_zero_point", perTensor ? zeroPoints[0].clone() : zeroPoints);
        KeyValuePair<string, Graphs.Attributes.AttributeValue>[] attributes = perTensor ? [] : [new("axis", new Graphs.Attributes.IntAttribute(axis))];
        var dequantize = _graph.AddNode("DequantizeLinear", [stored, scale, zeroPoint], [_graph.UnusedName($"{name}_dequantized")], attributes, $"{name}_DequantizeLinear", before: node);
        _graph.SetInput(node, index, dequantize.Outputs[0]);
    }

    private (Value Scale, Value ZeroPoint) Constants(Value value, QuantizationParameters parameters)
    {
        if (!_constants.TryGetValue(parameters, out var pair))
        {
            pair = (Add($"{value.Name}_scale", tensor(parameters.Scale)), Add($"{value.Name}_zero_point", ZeroPoint(parameters)));
            _constants[parameters] = pair;
        }

        return pair;
    }

    private Tensor ZeroPoint(QuantizationParameters parameters) =>
        _plan.ActivationScheme.IsSigned ? tensor((sbyte)parameters.ZeroPoint) : tensor((byte)parameters.ZeroPoint);

    private Value Add(string name, Tensor data) => _graph.AddConstant(_graph.UnusedName(name), new Constant(data));

    private static long InputChannels(Node node)
    {
        var weight = node.Input(1).Constant!.Dimensions;
        return node.OpType switch
        {
            "Conv" => weight[1] * node.Int("group", 1),
            "Gemm" => weight[node.Int("transB", 0) != 0 ? 1 : 0],
            _ => weight[0],
        };
    }

    private static int ChannelAxis(Node node) => node.OpType switch
    {
        "Conv" => 0,
        "Gemm" => node.Int("transB", 0) != 0 ? 0 : 1,
        _ => 1,
    };

    private static float[] Floats(Tensor data) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(data.detach().to(ScalarType.Float32).cpu().contiguous().bytes).ToArray();

    private static float[] Broadcast(Tensor bias, long channels) => Floats(bias.detach().reshape(-1).expand(channels));
}
