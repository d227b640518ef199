using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>What leaves a graph: for every value, the positions removed along each axis. Operators adapt their constants by it.</summary>
public sealed class Narrowing
{
    private readonly ShapeTable _shapes;
    private readonly Graph _original;
    private readonly Dictionary<string, SortedDictionary<int, LeavingPositions>> _removed = new(StringComparer.Ordinal);

    /// <summary>Collects what leaves.</summary>
    /// <param name="analysis">The analysis of the graph.</param>
    /// <param name="channels">The channels that leave, of any units.</param>
    public Narrowing(ChannelAnalysis analysis, IEnumerable<Channel> channels)
    {
        (_shapes, _original) = (analysis.Shapes, analysis.Graph);
        var known = new Dictionary<CutLayout, LeavingPositions[]>(ReferenceEqualityComparer.Instance);
        foreach (var cuts in channels.Select(channel => channel.Cuts))
        {
            if (cuts is not PackedCuts packed)
            {
                foreach (var cut in cuts)
                {
                    Along(cut.Value, cut.Axis).Add(cut.Positions);
                }

                continue;
            }

            if (!known.TryGetValue(packed.Layout, out var along))
            {
                known[packed.Layout] = along = Array.ConvertAll(packed.Layout.Places, place => Along(place.Value, place.Axis));
            }

            for (var i = 0; i < along.Length; i++)
            {
                along[i].Add(packed.PositionsAt(i));
            }
        }
    }

    /// <summary>The axes along which positions of a value leave.</summary>
    public IEnumerable<int> Axes(Value value) => _removed.TryGetValue(value.Name, out var axes) ? axes.Keys : [];

    /// <summary>The sizes that a value had, batch 1.</summary>
    public long[] OldSizes(Value value) => _shapes.Dimensions(_original.Find(value.Name)!) ?? throw new GraphException($"The shape of '{value.Name}' is not known.");

    /// <summary>The sizes that a value has afterwards, batch 1.</summary>
    public long[] NewSizes(Value value) => [.. OldSizes(value).Select((size, axis) => size - (Leaving(value, axis)?.Count ?? 0))];

    /// <summary>The positions of an axis that stay, ascending.</summary>
    public long[] Kept(Value value, int axis) =>
        Leaving(value, axis)?.Staying() ?? [.. Enumerable.Range(0, (int)OldSizes(value)[axis]).Select(position => (long)position)];

    /// <summary>Gives a node new numbers at an input that holds them as a constant, or held none.</summary>
    internal static void SetNumbers(Node node, int index, long[] numbers, long[]? shape = null)
    {
        var old = node.OptionalInput(index);
        using var scope = NewDisposeScope();
        var data = tensor(numbers).reshape(shape ?? [numbers.LongLength]);
        var constant = new Constant(old is null ? data : data.to(old.Constant!.Tensor.dtype));
        node.Graph.SetInput(node, index, node.Graph.AddConstant(node.Graph.UnusedName(old?.Name ?? $"{node.Name}.numbers"), constant));
    }

    /// <summary>The positions of an axis that leave, ascending.</summary>
    internal long[] Removed(Value value, int axis) => Leaving(value, axis)?.Leaving() ?? [];

    private LeavingPositions? Leaving(Value value, int axis) => _removed.GetValueOrDefault(value.Name)?.GetValueOrDefault(axis);

    private LeavingPositions Along(Value value, int axis)
    {
        if (!_removed.TryGetValue(value.Name, out var axes))
        {
            _removed[value.Name] = axes = [];
        }

        return axes.TryGetValue(axis, out var positions) ? positions : axes[axis] = new(OldSizes(value)[axis]);
    }
}
