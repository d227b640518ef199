using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Graphs.Shapes;
using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers;

/// <summary>
/// Decides for every node of a graph whether it is to run in integers. Contractions with constant weights do; other operators with an
/// integer kernel do where they lie between integer nodes, so that no Q/DQ pair is paid for nothing.
/// </summary>
internal sealed class SiteFinder
{
    // An operand this much smaller than the other (a gate, a bias) is cheap to quantize for the sake of the larger one.
    private const long GateRatio = 4;

    private readonly Graph _graph;
    private readonly ShapeTable _shapes;
    private readonly IntegerBackend _backend;
    private readonly WeightedRule _weighted;
    private readonly Dictionary<Node, string> _dropped = [];
    private Dictionary<Node, LayerDecision> _decisions = [];

    private SiteFinder(Graph graph, ShapeTable shapes, IntegerBackend backend, WeightedRule weighted)
    {
        _graph = graph;
        _shapes = shapes;
        _backend = backend;
        _weighted = weighted;
    }

    /// <summary>Decides for every node.</summary>
    /// <param name="graph">The prepared graph.</param>
    /// <param name="shapes">The shapes of its values.</param>
    /// <param name="backend">What the runtime computes in integers.</param>
    /// <param name="weighted">Which contractions are to be integer.</param>
    /// <returns>A decision a node, in the graph's order.</returns>
    public static IReadOnlyList<LayerDecision> Find(Graph graph, ShapeTable shapes, IntegerBackend backend, WeightedRule weighted)
    {
        var finder = new SiteFinder(graph, shapes, backend, weighted);
        do
        {
            finder.Decide();
        }
        while (finder.DropTrailing());

        finder.KeepResultsFloat();
        return [.. graph.Nodes.Select(node => finder._decisions[node])];
    }

    private void Decide()
    {
        _decisions = [];
        foreach (var node in _graph.Nodes.Where(_weighted.IsSeed))
        {
            var obstacle = _dropped.GetValueOrDefault(node) ?? _weighted.Obstacle(node, _backend);
            _decisions[node] = obstacle is null ? new(node, LayerPrecision.Integer, string.Empty) : new(node, LayerPrecision.Float, obstacle);
        }

        foreach (var node in _graph.Nodes.Where(node => !_decisions.ContainsKey(node)))
        {
            _decisions[node] = IsAbsorbed(node)
                ? new(node, LayerPrecision.Absorbed, $"saturation of {node.Input(0).Producer!.Name}")
                : Obstacle(node) is { } obstacle ? new(node, LayerPrecision.Float, obstacle) : new(node, LayerPrecision.Integer, string.Empty);
        }
    }

    private string? Obstacle(Node node)
    {
        if (_dropped.TryGetValue(node, out var dropped))
        {
            return dropped;
        }

        if (_backend.Absorbed.Contains(node.OpType))
        {
            return _weighted.Exclusion(node) ?? "there is no integer node before it whose saturation it could be";
        }

        var role = node.Operator?.Quantization ?? QuantizationRole.Float;
        if (role == QuantizationRole.Weighted)
        {
            return _weighted.Obstacle(node, _backend) ?? SingleObstacle(node);
        }

        if (role == QuantizationRole.Float || node.Domain.Length > 0 || !_backend.IntegerKernels.Contains(node.OpType))
        {
            return _weighted.Exclusion(node) ?? $"{_backend.Name} has no integer kernel for {node.OpType}";
        }

        return _weighted.Exclusion(node)
            ?? (role == QuantizationRole.Elementwise || node.OpType == "Concat" ? MeetingObstacle(node) : SingleObstacle(node));
    }

    // Pools, reshapes, gates' sigmoids, depthwise convolutions: what they read has to be quantized already.
    private string? SingleObstacle(Node node)
    {
        if (!IsProducedInteger(node.Input(0)))
        {
            return "its input is float";
        }

        var further = node.Outputs.Skip(1).OfType<Value>().Any();
        return node.OpType switch
        {
            "MaxPool" when further => "its indices are wanted",
            "Resize" when node.String("mode", "nearest") is not "nearest" and var mode => $"{mode} resizing of integers is not fused",
            _ => null,
        };
    }

    private string? MeetingObstacle(Node node)
    {
        var operands = node.Inputs.OfType<Value>().Where(value => !value.IsConstant).ToArray();
        if (!operands.Any(IsProducedInteger))
        {
            return "its inputs are float";
        }

        var constant = node.Inputs.OfType<Value>().FirstOrDefault(value => value.IsConstant);
        if (constant is not null && (node.OpType == "Concat" || constant.Constant is not { HasTensor: true, ElementType: ElementType.Float }))
        {
            return $"its constant operand '{constant.Name}' is not quantized";
        }

        if (constant is not null && operands[0].Producer is { } producer && _backend.FloatOutput.Contains(producer.OpType))
        {
            return "a constant added to a product is cheaper and more exact in float";
        }

        var largest = operands.Max(_shapes.Count);
        var late = operands.FirstOrDefault(value => !IsQuantized(value) && node.OpType != "Concat" && _shapes.Count(value) * GateRatio > largest);
        return late is null ? null : $"its operand '{late.Name}' is float";
    }

    // A clamp of what an integer node computes, where nothing else sees the unclamped numbers.
    private bool IsAbsorbed(Node node)
    {
        if (!_backend.Absorbed.Contains(node.OpType) || _weighted.Exclusion(node) is not null)
        {
            return false;
        }

        var input = node.Input(0);
        return input.Uses.Count == 1 && !_graph.IsOutput(input) && input.Producer is { } producer
            && _decisions.GetValueOrDefault(producer) is { Precision: LayerPrecision.Integer }
            && producer.Operator!.Quantization != QuantizationRole.Transparent
            && (node.OpType == "Relu" || Clamp.Of(node) is { Minimum: <= 0, Maximum: >= 0 });
    }

    private bool IsProducedInteger(Value value) =>
        value.Producer is { } producer && _decisions.GetValueOrDefault(producer) is { Precision: LayerPrecision.Integer or LayerPrecision.Absorbed };

    private bool IsQuantized(Value value) =>
        IsProducedInteger(value) || value.Uses.Any(use => use.Node.Operator?.Quantization == QuantizationRole.Weighted && IsInteger(use.Node));

    private bool IsInteger(Node node) => _decisions.GetValueOrDefault(node) is { Precision: LayerPrecision.Integer };

    private bool FeedsInteger(Node node) => node.Outputs.OfType<Value>().SelectMany(value => value.Uses).Any(use =>
        IsInteger(use.Node) || (_decisions[use.Node].Precision == LayerPrecision.Absorbed && FeedsInteger(use.Node)));

    // Integer nodes that only float nodes read gain nothing: they end as float, from the last to the first.
    private bool DropTrailing()
    {
        var before = _dropped.Count;
        foreach (var node in _graph.Nodes.Reverse())
        {
            if (IsInteger(node) && !_weighted.IsSeed(node) && !FeedsInteger(node))
            {
                _dropped[node] = "nothing that reads it is integer";
                _decisions[node] = new(node, LayerPrecision.Float, _dropped[node]);
            }
        }

        return _dropped.Count > before;
    }

    private void KeepResultsFloat()
    {
        foreach (var node in _graph.Nodes.Where(node => IsInteger(node) && _backend.FloatOutput.Contains(node.OpType)))
        {
            if (FeedsInteger(node))
            {
                continue;
            }

            _decisions[node] = _decisions[node] with { Precision = LayerPrecision.IntegerToFloat };
            foreach (var use in node.Outputs[0]!.Uses.Where(use => _decisions[use.Node].Precision == LayerPrecision.Absorbed))
            {
                _decisions[use.Node] = new(use.Node, LayerPrecision.Float, "nothing that reads it is integer");
            }
        }
    }
}
