using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Passes;

/// <summary>What runs of a network for several sizes of its open dimensions showed: shapes, and the numbers of some small values.</summary>
internal sealed class ObservedShapes
{
    private const long LargestValue = 1024;

    private readonly Observation _base;
    private readonly Observation _batch;
    private readonly Observation? _other;

    private ObservedShapes(Observation @base, Observation batch, Observation? other)
    {
        _base = @base;
        _batch = batch;
        _other = other;
    }

    /// <summary>Runs the network for batches of 2 and 3, and where it has further open dimensions, with those enlarged.</summary>
    public static ObservedShapes Run(Graph graph, IReadOnlyDictionary<string, long[]>? inputs, HashSet<Value> watched)
    {
        var sizes = graph.Inputs.ToDictionary(input => input.Name, input => inputs?.GetValueOrDefault(input.Name) ?? InputShapes.Default(input));
        var first = Observe(2, 0);
        var hasOther = graph.Inputs.Any(input => input.Type?.Dimensions?.Skip(1).Any(dimension => dimension.Size is null) == true);
        return new ObservedShapes(first, Observe(3, 0), hasOther ? TryEnlarge() : null);

        Observation? TryEnlarge()
        {
            try
            {
                return Observe(2, 32);
            }
            catch (GraphException)
            {
                return null; // the network is not as dynamic as its file declares
            }
        }

        Observation Observe(long batch, long more)
        {
            var chosen = graph.Inputs.ToDictionary(
                input => input.Name,
                input => sizes[input.Name].Select((size, axis) => input.Type!.Dimensions![axis].Size is not null ? size : axis == 0 ? batch : size + more).ToArray());
            var numbers = new Dictionary<Value, Tensor>();
            var shapes = ShapeInference.Run(graph, chosen, (value, tensor) =>
            {
                if (watched.Contains(value) && tensor.numel() <= LargestValue)
                {
                    numbers[value] = tensor.clone().DetachFromDisposeScope();
                }
            });
            return new Observation(shapes, numbers);
        }
    }

    /// <summary>The numbers of a value that are the same in every run, or null.</summary>
    public Tensor? Constant(Value value) => Same(value, _batch) && (_other is null || Same(value, _other)) ? _base.Numbers[value] : null;

    /// <summary>The sizes of a value for a batch of 2.</summary>
    public long[] Sizes(Value value) => _base.Shapes.Dimensions(value)!;

    /// <summary>The sizes of a value and its only axis that grows with the batch, where nothing else about its shape changes; else null.</summary>
    public (long[] Sizes, int Axis)? BatchAxis(Value value)
    {
        var (a, b, c) = (Sizes(value), _batch.Shapes.Dimensions(value), _other?.Shapes.Dimensions(value));
        if (b is null || a.Length != b.Length || (c is not null && !a.AsSpan().SequenceEqual(c)))
        {
            return null;
        }

        int[] changed = [.. Enumerable.Range(0, a.Length).Where(axis => a[axis] != b[axis])];
        return changed.Length == 1 ? (a, changed[0]) : null;
    }

    private bool Same(Value value, Observation other) =>
        _base.Numbers.TryGetValue(value, out var a) && other.Numbers.TryGetValue(value, out var b)
        && a.shape.AsSpan().SequenceEqual(b.shape) && a.eq(b).all().item<bool>();

    private sealed record Observation(ShapeTable Shapes, Dictionary<Value, Tensor> Numbers);
}
