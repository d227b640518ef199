using Occam.Graphs;
using Occam.Graphs.Ops;
using Occam.Onnx.Quantization;

namespace Occam.Models.Quantizers;

/// <summary>
/// The values that are quantized, in groups that share one scale: what a transparent operator reads and gives; what a Concat reads and
/// gives where that costs no resolution, because it is then a plain copy.
/// </summary>
internal sealed class ScaleGroups
{
    // A value may lose this share of its resolution for the sake of a Concat without rounding.
    private const double WidestUnion = 1.25;

    private readonly Dictionary<Value, Value> _parents = [];
    private readonly Dictionary<Node, LayerPrecision> _precision;
    private readonly List<Node> _nodes;

    /// <summary>Forms the groups that do not depend on data.</summary>
    public ScaleGroups(IReadOnlyList<LayerDecision> decisions)
    {
        _precision = decisions.ToDictionary(decision => decision.Node, decision => decision.Precision);
        _nodes = [.. decisions.Where(decision => decision.Precision is LayerPrecision.Integer or LayerPrecision.IntegerToFloat).Select(decision => decision.Node)];
        foreach (var node in _nodes)
        {
            foreach (var input in Operands(node))
            {
                _parents.TryAdd(input, input);
            }

            foreach (var output in _precision[node] == LayerPrecision.Integer ? node.Outputs.OfType<Value>() : [])
            {
                _parents.TryAdd(Clamped(output), Clamped(output));
            }
        }

        foreach (var node in _nodes.Where(IsTransparent))
        {
            foreach (var output in node.Outputs.OfType<Value>())
            {
                _parents[Root(Clamped(output))] = Root(node.Input(0));
            }
        }
    }

    /// <summary>The values whose range has to be observed: those whose numbers are not merely moved from another.</summary>
    public IReadOnlySet<Value> Observed =>
        _parents.Keys.Where(value => value.Producer is not { } producer || !IsTransparent(producer) || _precision[producer] != LayerPrecision.Integer).ToHashSet();

    /// <summary>The parameters of every quantized value.</summary>
    /// <param name="ranges">The ranges of the observed values.</param>
    /// <param name="scheme">The scheme of activations.</param>
    public IReadOnlyDictionary<Value, QuantizationParameters> Parameters(IReadOnlyDictionary<Value, ValueRange> ranges, QuantizationScheme scheme) =>
        Merge(ranges)
            .Select(group => (group.Values, Parameters: QuantizationParameters.Covering(group.Range.Minimum, group.Range.Maximum, scheme)))
            .SelectMany(pair => pair.Values, (pair, value) => (value, pair.Parameters))
            .ToDictionary(pair => pair.value, pair => pair.Parameters);

    /// <summary>The groups in the order of their first values, those of a Concat united where that costs no resolution.</summary>
    /// <param name="ranges">The ranges of the observed values.</param>
    public IReadOnlyList<ScaleGroup> Merge(IReadOnlyDictionary<Value, ValueRange> ranges)
    {
        var merged = new Dictionary<Value, ValueRange>();
        foreach (var (value, range) in ranges)
        {
            merged[Root(value)] = merged.TryGetValue(Root(value), out var other) ? other.Union(range) : range;
        }

        foreach (var concat in _nodes.Where(node => node.OpType == "Concat" && Clamped(node.Outputs[0]!) == node.Outputs[0]))
        {
            foreach (var input in Operands(concat))
            {
                Unite(input, concat.Outputs[0]!, merged);
            }
        }

        return [.. _parents.Keys.GroupBy(Root).Select(group => new ScaleGroup([.. group], merged[group.Key]))];
    }

    private void Unite(Value input, Value output, Dictionary<Value, ValueRange> merged)
    {
        var (from, to) = (Root(input), Root(output));
        if (from == to)
        {
            return;
        }

        var union = merged[from].Union(merged[to]);
        if (!IsWithinClamps(from, union) || !IsWithinClamps(to, union))
        {
            return;
        }

        if (FeedsOnly(input) || union.Span <= WidestUnion * Math.Min(merged[from].Span, merged[to].Span))
        {
            _parents[from] = to;
            merged[to] = union;
        }
    }

    // An absorbed clamp is the saturation of what it leaves: the integers must not reach beyond its bounds.
    private bool IsWithinClamps(Value root, ValueRange range) => _parents.Keys
        .Where(value => Root(value) == root && value.Producer is { } producer && _precision.GetValueOrDefault(producer) == LayerPrecision.Absorbed)
        .All(value => value.Producer!.OpType == "Relu" ? range.Minimum >= 0 : Clamp.Of(value.Producer) is { } clamp && range.Minimum >= clamp.Minimum && range.Maximum <= clamp.Maximum);

    // Nothing else reads the value, nor what it was moved from.
    private bool FeedsOnly(Value value) =>
        value.Uses.Count == 1 && (value.Producer is not { } producer || _precision[producer] switch
        {
            LayerPrecision.Integer when IsTransparent(producer) => FeedsOnly(producer.Input(0)),
            _ => true,
        });

    private static IEnumerable<Value> Operands(Node node) =>
        node.OpType == "Concat" || node.Operator!.Quantization == QuantizationRole.Elementwise
            ? node.Inputs.OfType<Value>().Where(value => !value.IsConstant)
            : [node.Input(0)];

    // The output of the clamp that is absorbed, where there is one.
    private Value Clamped(Value value) =>
        value.Uses is [var use] && _precision.GetValueOrDefault(use.Node) == LayerPrecision.Absorbed ? use.Node.Outputs[0]! : value;

    private static bool IsTransparent(Node node) => node.Operator?.Quantization == QuantizationRole.Transparent;

    private Value Root(Value value)
    {
        while (_parents[value] != value)
        {
            value = _parents[value];
        }

        return value;
    }
}
