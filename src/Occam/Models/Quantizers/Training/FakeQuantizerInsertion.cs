using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Models.Quantizers.Training.Operators;
using Occam.Onnx.Quantization;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Training;

/// <summary>
/// Puts fake-quantizers into a graph at exactly the places where export writes QuantizeLinear and DequantizeLinear: behind the values that integer nodes read or compute, before
/// weights, before constant operands.
/// </summary>
internal sealed class FakeQuantizerInsertion
{
    // A step that one bad update throws to nearly 0 saturates everything, never comes back, and is out of the range of ONNX Runtime's kernels.
    private const float SmallestShare = 1 / 64f;

    private readonly Graph _graph;
    private readonly QuantizationAwareOptions _options;
    private readonly Dictionary<Node, LayerPrecision> _precision;
    private readonly Node[] _layers;

    private FakeQuantizerInsertion(Graph graph, IReadOnlyList<LayerDecision> decisions, QuantizationAwareOptions options)
    {
        (_graph, _options) = (graph, options);
        _precision = decisions.ToDictionary(decision => decision.Node, decision => decision.Precision);
        _layers = [.. decisions.Select(decision => decision.Node).Where(node => IsInteger(node) && node.OpType is "Conv" or "Gemm" or "MatMul")];
    }

    /// <summary>Puts them in, in place.</summary>
    /// <param name="graph">The prepared graph; its operators have the fake-quantizers among them.</param>
    /// <param name="decisions">What is to be integer.</param>
    /// <param name="observed">What was seen of activations.</param>
    /// <param name="options">How they are trained.</param>
    /// <returns>The range of each group of activations by the name of its scale, for moving averages.</returns>
    public static IReadOnlyDictionary<string, ValueRange> Apply(
        Graph graph, IReadOnlyList<LayerDecision> decisions, IReadOnlyDictionary<Value, ActivityObserver> observed, QuantizationAwareOptions options)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        graph.Opsets[FakeQuantizer.Home] = 1;
        var insertion = new FakeQuantizerInsertion(graph, decisions, options);
        var ranges = new Dictionary<string, ValueRange>(StringComparer.Ordinal);
        insertion.QuantizeOperands();
        foreach (var layer in insertion._layers)
        {
            insertion.QuantizeWeight(layer);
        }

        var groups = new ScaleGroups(decisions).Merge(observed.ToDictionary(pair => pair.Key, pair => pair.Value.Range()));
        foreach (var group in groups)
        {
            ranges[insertion.QuantizeGroup(group, observed)] = group.Range;
        }

        foreach (var layer in insertion._layers)
        {
            insertion.QuantizeBias(layer);
        }

        return ranges;
    }

    private bool IsInteger(Node? node) => node is not null && _precision.GetValueOrDefault(node) is LayerPrecision.Integer or LayerPrecision.IntegerToFloat;

    private bool IsAbsorbed(Node? node) => node is not null && _precision.GetValueOrDefault(node) == LayerPrecision.Absorbed;

    private bool IsEdge(Node layer) => layer == _layers[0] || layer == _layers[^1];

    private void QuantizeWeight(Node layer)
    {
        var bits = IsEdge(layer) ? Math.Max(_options.EdgeBits, _options.WeightBits) : _options.WeightBits;
        var weight = layer.Input(1);
        var axis = layer.OpType switch
        {
            "Conv" => 0,
            "Gemm" => layer.Int("transB", 0) != 0 ? 0 : 1,
            _ => 1,
        };
        KeyValuePair<string, AttributeValue>[] attributes = [new(FakeQuantizer.Bits, new IntAttribute(bits)), new(FakeQuantizer.Axis, new IntAttribute(axis))];
        if (_options.Method is QuantizationAwareMethod.Lsq or QuantizationAwareMethod.LsqPlus)
        {
            var steps = Add($"{weight.Name}.step", StepStart.Weight(weight.Constant!.Tensor, axis, QuantizationScheme.Weights with { Bits = bits }));
            Put(nameof(LearnedStepWeight), [weight, steps], attributes, [new Use(layer, 1)]);
        }
        else
        {
            Put(nameof(FakeQuantizeWeight), [weight], attributes, [new Use(layer, 1)]);
        }
    }

    // Int32 biases are added to sums of products of both scales. Behind a MatMul that ends in float, the bias is the Add's.
    private void QuantizeBias(Node layer)
    {
        var (activation, weight) = (layer.Input(0).Producer!, layer.Input(1).Producer!);
        var use = layer.OptionalInput(2) is not null ? new Use(layer, 2) : AddedBias(layer, weight);
        if (use is not { } bias)
        {
            return;
        }

        var clipped = activation.Operator as ClippedActivation;
        var steps = weight.OptionalInput(1);
        KeyValuePair<string, AttributeValue>[] attributes =
        [
            .. weight.Attributes.Where(pair => pair.Key is FakeQuantizer.Bits or FakeQuantizer.Axis),
            new(FakeQuantizeBias.Divisor, new IntAttribute(clipped?.SchemeOf(activation).Highest ?? 1)),
            new(FakeQuantizeBias.Steps, new IntAttribute(steps is null ? 0 : 1)),
        ];
        Put(nameof(FakeQuantizeBias), [bias.Node.Input(bias.Index), activation.Input(1), steps ?? weight.Input(0)], attributes, [bias]);
    }

    private Use? AddedBias(Node layer, Node weight)
    {
        if (layer.OpType != "MatMul" || _precision[layer] != LayerPrecision.IntegerToFloat || layer.Outputs[0]!.Uses is not [{ Node: { OpType: "Add" } add } use] || IsInteger(add))
        {
            return null;
        }

        var bias = add.OptionalInput(1 - use.Index)?.Constant;
        return bias is { HasTensor: true, ElementType: ElementType.Float, Dimensions.Count: 1 } && bias.Count == weight.Input(0).Constant!.Dimensions[1] ? new Use(add, 1 - use.Index) : null;
    }

    private void QuantizeOperands()
    {
        foreach (var node in _graph.Nodes.Where(node => IsInteger(node) && node.OpType is "Add" or "Mul").ToArray())
        {
            foreach (var (index, operand) in node.Inputs.Index().Where(pair => pair.Item is { IsConstant: true }).ToArray())
            {
                Put(nameof(FakeQuantizeOperand), [operand!], [], [new Use(node, index)]);
            }
        }
    }

    private string QuantizeGroup(ScaleGroup group, IReadOnlyDictionary<Value, ActivityObserver> observed)
    {
        var wide = group.Values.Any(value => value.Producer is null || value.Uses.Any(use => use.Node == _layers[^1]));
        var scheme = QuantizationScheme.Activations with { Bits = wide ? Math.Max(_options.EdgeBits, _options.ActivationBits) : _options.ActivationBits };
        var parameters = QuantizationParameters.Covering(group.Range.Minimum, group.Range.Maximum, scheme);
        var ceiling = group.Values.Where(value => IsAbsorbed(value.Producer)).Min(value => Ceiling(value.Producer!, parameters, scheme));
        var name = group.Values[0].Name;
        var (type, inputs) = Kind(group, observed, name, parameters, scheme, ceiling);
        List<KeyValuePair<string, AttributeValue>> attributes = [new(FakeQuantizer.Bits, new IntAttribute(scheme.Bits))];
        if (ceiling is { } bound && double.IsFinite(bound))
        {
            attributes.Add(new(FakeQuantizer.Ceiling, new FloatAttribute((float)bound)));
        }

        if (type != nameof(FakeQuantizeActivation))
        {
            attributes.Add(new(FakeQuantizer.Floor, new FloatAttribute(inputs[0].Constant!.Tensor.item<float>() * SmallestShare)));
        }

        foreach (var value in group.Values)
        {
            Quantize(value, type, inputs, attributes);
        }

        return inputs[0].Name;
    }

    // What an absorbed clamp does the saturation has to do: the largest step at which the integers end at the clamp's bounds.
    private static double? Ceiling(Node clamp, QuantizationParameters parameters, QuantizationScheme scheme)
    {
        var bounds = clamp.OpType == "Relu" ? new Clamp(0, double.PositiveInfinity) : Clamp.Of(clamp)!.Value;
        var (below, above) = (parameters.ZeroPoint - scheme.Lowest, scheme.Highest - parameters.ZeroPoint);
        return Math.Min(below > 0 ? -bounds.Minimum / below : double.PositiveInfinity, above > 0 ? bounds.Maximum / above : double.PositiveInfinity);
    }

    private (string Type, Value[] Inputs) Kind(
        ScaleGroup group, IReadOnlyDictionary<Value, ActivityObserver> observed, string name, QuantizationParameters parameters, QuantizationScheme scheme, double? ceiling)
    {
        var isInput = group.Values.Any(value => value.Producer is null);
        var isPositive = group.Range.Minimum >= 0;
        if (isInput || _options.Method == QuantizationAwareMethod.Qat || (_options.Method == QuantizationAwareMethod.Pact && !isPositive))
        {
            return (nameof(FakeQuantizeActivation), [Add($"{name}.scale", Number(parameters.Scale)), Add($"{name}.zero_point", Number(parameters.ZeroPoint))]);
        }

        if (_options.Method == QuantizationAwareMethod.Pact)
        {
            return (nameof(ClippedActivation), [Add($"{name}.clip", Number((float)Math.Max(group.Range.Maximum, 1e-6)))]);
        }

        if (_options.Method == QuantizationAwareMethod.LsqPlus && !isPositive && ceiling is null)
        {
            return (nameof(LearnedOffsetActivation), [Add($"{name}.step", Number(parameters.Scale)), Add($"{name}.offset", Number(-parameters.Scale * parameters.ZeroPoint))]);
        }

        var seen = group.Values.Where(observed.ContainsKey).Select(value => observed[value]).ToArray();
        var step = StepStart.Activation(seen.Sum(observer => observer.MeanMagnitude) / seen.Length, parameters.Scale, scheme);
        return (nameof(LearnedStepActivation), [Add($"{name}.step", Number(step)), Add($"{name}.zero_point", Number(parameters.ZeroPoint))]);
    }

    private void Quantize(Value value, string type, Value[] parameters, IReadOnlyCollection<KeyValuePair<string, AttributeValue>> attributes)
    {
        var produced = IsInteger(value.Producer) || IsAbsorbed(value.Producer);
        var readers = value.Uses.Where(use => produced || (IsInteger(use.Node) && use.Index < use.Node.Inputs.Count)).ToArray();
        var returned = produced && _graph.IsOutput(value);
        if (readers.Length == 0 && !returned)
        {
            return;
        }

        var node = Put(type, [value, .. parameters], attributes, readers);
        if (returned)
        {
            _graph.ReplaceUses(value, node.Outputs[0]!);
            _graph.SetInput(node, 0, value);
        }
    }

    private Node Put(string type, Value[] inputs, IEnumerable<KeyValuePair<string, AttributeValue>> attributes, IReadOnlyCollection<Use> readers)
    {
        var before = _graph.Nodes.FirstOrDefault(node => readers.Any(use => use.Node == node));
        var name = inputs[0].Name;
        var node = _graph.AddNode(type, inputs, [_graph.UnusedName($"{name}.fake")], attributes, $"{name}.{type}", FakeQuantizer.Home, before);
        foreach (var use in readers)
        {
            _graph.SetUse(use, node.Outputs[0]!);
        }

        return node;
    }

    private Value Add(string name, Tensor data) => _graph.AddConstant(_graph.UnusedName(name), new Constant(data));

    private static Tensor Number(float value) => from_array(new float[] { value });
}
