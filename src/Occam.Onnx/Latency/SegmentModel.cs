using System.Globalization;
using System.Text;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Onnx.Latency;

/// <summary>
/// A segment as a model of its own, for any sizes. Images come in through a pool of one place, so that they lie in memory as another layer would leave them (in
/// blocks of channels); what that costs is not counted.
/// </summary>
/// <param name="segment">The segment.</param>
/// <param name="shapes">The shapes of the network at full width.</param>
/// <param name="extents">Which axes are narrowed, and how.</param>
internal sealed class SegmentModel(Segment segment, ShapeTable shapes, IReadOnlyDictionary<(string Value, int Axis), Extent> extents)
{
    private static readonly Scalar One = 1;
    private const string Feed = "occam_feed";

    /// <summary>What can change: each extent once.</summary>
    public IReadOnlyList<Extent> Extents { get; } =
    [
        .. segment.Feeds.Concat(segment.Constants)
            .SelectMany(value => Enumerable.Range(0, shapes.Dimensions(value)?.Length ?? 0).Select(axis => extents.GetValueOrDefault((value.Name, axis))))
            .OfType<Extent>()
            .GroupBy(extent => extent.Key, StringComparer.Ordinal)
            .Select(group => group.MaxBy(extent => -extent.Scale)!),
    ];

    /// <summary>Whether it can be built at all: operators and shapes are known, and no attribute holds a graph or a tensor.</summary>
    public bool CanBuild { get; } = segment.Nodes.All(node =>
        node.Operator is not null && node.Captures.Count == 0
        && node.Attributes.Values.All(value => value is not (GraphAttribute or TensorAttribute or OpaqueAttribute))
        && node.Inputs.Concat(node.Outputs).OfType<Value>().All(value => value.Constant?.HasTensor ?? shapes.Find(value) is not null));

    /// <summary>Whether it can be built for other sizes: no node holds sizes as numbers.</summary>
    public bool CanNarrow { get; } = segment.Nodes.All(node => node.Operator is { } op && op.HostInputs.All(index => node.OptionalInput(index) is not { IsConstant: true } value || value.Constant!.Count == 0));

    /// <summary>Whether a kernel only brings data to the segment or away from it.</summary>
    public static bool IsFeeding(KernelTime kernel) =>
        kernel.Operator is "ReorderInput" or "ReorderOutput" || kernel.Node.Contains(Feed, StringComparison.Ordinal);

    /// <summary>The elements that are read and written, for sizes given by extent.</summary>
    public double Elements(IReadOnlyDictionary<string, long> parts) =>
        segment.Feeds.Concat(segment.Constants).Concat(segment.Results).Sum(value => Sizes(value, parts).Aggregate(1.0, (product, size) => product * size));

    /// <summary>The elements of the results where units lose channels.</summary>
    public double ResultElements(IReadOnlyList<int> removed) => segment.Results.Sum(value =>
        (shapes.Dimensions(value) ?? []).Select((size, axis) => extents.GetValueOrDefault((value.Name, axis)) is { } extent ? (double)extent.Parts(removed) * extent.Scale : size)
            .Aggregate(1.0, (product, size) => product * size));

    /// <summary>What decides the time: operators, attributes and sizes.</summary>
    public string Key(IReadOnlyDictionary<string, long> parts)
    {
        var text = new StringBuilder();
        var numbers = new Dictionary<Value, int>();
        foreach (var node in segment.Nodes)
        {
            text.Append(text.Length > 0 ? " | " : string.Empty).Append(node.OpType).Append('(');
            text.AppendJoin(' ', Attributes(node, parts).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Text(pair.Value)}"));
            text.Append(')');
            foreach (var input in node.Inputs)
            {
                text.Append(' ').Append(input is null ? "-" : numbers.TryGetValue(input, out var number) ? $"#{number}" : $"{(input.IsConstant ? "c" : "x")}{shapes.Find(input)!.ElementType.ShortName()}[{string.Join('x', Sizes(input, parts))}]");
            }

            foreach (var output in node.Outputs.OfType<Value>())
            {
                numbers[output] = numbers.Count;
            }
        }

        return text.ToString();
    }

    /// <summary>Builds the model.</summary>
    /// <param name="parts">The parts of each extent that are there, by its key; full where it is not named.</param>
    public Graph Build(IReadOnlyDictionary<string, long> parts)
    {
        var first = segment.Nodes[0].Graph;
        var graph = new Graph("segment", first.Opsets);
        using var scope = NewDisposeScope();
        var values = new Dictionary<Value, Value>();
        foreach (var feed in segment.Feeds)
        {
            values[feed] = AddFeed(graph, feed, Sizes(feed, parts), values.Count);
        }

        foreach (var constant in segment.Constants)
        {
            values[constant] = graph.AddConstant($"c{values.Count}", Fill(constant, Sizes(constant, parts)));
        }

        foreach (var node in segment.Nodes)
        {
            var copy = graph.AddNode(node.OpType, [.. node.Inputs.Select(value => value is null ? null : values[value])], [.. node.Outputs.Select((value, i) => value is null ? null : $"y{values.Count}_{i}")], Attributes(node, parts), $"n{values.Count}", node.Domain);
            foreach (var (from, to) in node.Outputs.Zip(copy.Outputs))
            {
                if (from is not null)
                {
                    values[from] = to!;
                }
            }
        }

        foreach (var result in segment.Results)
        {
            graph.SetType(values[result], new TensorType(shapes.Find(result)!.ElementType, null));
            graph.AddOutput(values[result]);
        }

        return graph;
    }

    private Value AddFeed(Graph graph, Value feed, long[] sizes, int number)
    {
        var type = shapes.Find(feed)!.ElementType;
        var input = graph.AddInput($"x{number}", new TensorType(type, [.. sizes.Select(size => (Dimension)size)]));
        if (type != ElementType.Float || sizes.Length != 4)
        {
            return input;
        }

        var pool = graph.AddNode("MaxPool", [input], [$"{Feed}{number}"], [new("kernel_shape", new IntsAttribute([1, 1]))], $"{Feed}_{number}");
        return pool.Outputs[0]!;
    }

    private Constant Fill(Value constant, long[] sizes) => constant.Constant switch
    {
        { HasTensor: true, Tensor.dtype: ScalarType.Float32 } when constant.Constant.Dimensions.Count > 0 => new Constant(rand(sizes).add_(Half, One)),
        { } data when data.Dimensions.SequenceEqual(sizes) => data.Clone(),
        var data => new Constant(zeros(sizes, data!.Tensor.dtype)),
    };

    private static readonly TorchSharp.Scalar Half = 0.5f;

    private IEnumerable<KeyValuePair<string, AttributeValue>> Attributes(Node node, IReadOnlyDictionary<string, long> parts) =>
        node.Attributes.Select(pair => string.Equals(pair.Key, "group", StringComparison.Ordinal) && node.OpType is "Conv" or "ConvTranspose"
            ? new(pair.Key, new IntAttribute(Groups(node, parts))) : pair);

    // Whole groups may leave: as many stay as the weight's own sizes say.
    private long Groups(Node node, IReadOnlyDictionary<string, long> parts)
    {
        var wide = node.OpType == "Conv" ? node.Input(0) : node.Outputs[0]!;
        return Math.Max(1, Sizes(wide, parts)[1] / Math.Max(1, Sizes(node.Input(1), parts)[1]));
    }

    private long[] Sizes(Value value, IReadOnlyDictionary<string, long> parts) =>
    [
        .. shapes.Dimensions(value)!.Select((size, axis) =>
            extents.GetValueOrDefault((value.Name, axis)) is { } extent && parts.TryGetValue(extent.Key, out var left) ? left * extent.Scale : size),
    ];

    private static string Text(AttributeValue value) => value switch
    {
        IntAttribute number => number.Value.ToString(CultureInfo.InvariantCulture),
        IntsAttribute numbers => string.Join(',', numbers.Values),
        FloatAttribute number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
