using Occam.Graphs.Shapes;

namespace Occam.Graphs.Channels;

/// <summary>The state of one trace: ids of values, places, ties. Rules write to it.</summary>
/// <param name="shapes">The shapes of the graph's values, batch 1.</param>
internal sealed class ChannelTrace(ShapeTable shapes)
{
    private readonly Dictionary<Value, IdTensor> _ids = [];
    private readonly Dictionary<Value, List<Place>> _constants = [];
    private readonly Dictionary<Value, Place> _activations = [];
    private readonly Dictionary<Value, string> _notZero = [];
    private long _immovable;

    /// <summary>The ids.</summary>
    public ChannelIds Ids { get; } = new();

    /// <summary>The id of whatever is moved together with channels but has none itself; it has to stay.</summary>
    public long Immovable
    {
        get
        {
            if (_immovable == 0)
            {
                _immovable = Ids.Fresh(1)[0];
                Ids.Freeze(_immovable, "stands at one position with a value without channels of its own");
            }

            return _immovable;
        }
    }

    /// <summary>The ids that a weighted operator made for its output channels, by node.</summary>
    public Dictionary<Node, long[]> Produced { get; } = [];

    /// <summary>Weighted operators with one output channel, which has no id since it could not leave.</summary>
    public List<Node> Single { get; } = [];

    /// <summary>What has to leave as a whole together.</summary>
    public List<Tie> Ties { get; } = [];

    /// <summary>Every place, constants first in the order in which they were met.</summary>
    public IEnumerable<Place> Places => _constants.Values.SelectMany(places => places).Concat(_activations.Values);

    /// <summary>The sizes of a value.</summary>
    /// <exception cref="GraphException">The shape is not known.</exception>
    public long[] Sizes(Value value) => shapes.Dimensions(value) ?? throw new GraphException($"The shape of '{value.Name}' is not known.");

    /// <summary>The element type of a value whose shape is known.</summary>
    public ElementType ElementType(Value value) => shapes.Find(value)!.ElementType;

    /// <summary>Whether a value's shape is known.</summary>
    public bool IsKnown(Value value) => shapes.Find(value) is not null;

    /// <summary>The ids of a value; none for constants and inputs.</summary>
    public IdTensor Of(Value value) => _ids.GetValueOrDefault(value) ?? IdTensor.None(shapes.Dimensions(value)?.Length ?? 0);

    /// <summary>Sets the ids of a computed value.</summary>
    public void Set(Value value, IdTensor ids)
    {
        _ids[value] = ids;
        if (!ids.IsEmpty)
        {
            _activations[value] = new Place(value, ids);
        }
    }

    /// <summary>Why a value's channels are not zero where what they are made from is; null where they are.</summary>
    public string? WhyNotZero(Value value) => _notZero.GetValueOrDefault(value);

    /// <summary>Notes that a value's channels are not zero where what they are made from is.</summary>
    public void MarkNotZero(Value value, string reason) => _notZero.TryAdd(value, reason);

    /// <summary>The place of a computed value, or null where it holds no channels.</summary>
    public Place? PlaceOf(Value value) => _activations.GetValueOrDefault(value);

    /// <summary>Notes that a constant's elements belong to channels. A constant read twice ties what reads it.</summary>
    public void Bind(Value constant, IdTensor ids, string reason)
    {
        if (!_constants.TryGetValue(constant, out var places))
        {
            _constants[constant] = places = [];
        }

        if (places.Find(place => place.Ids.Sizes.AsSpan().SequenceEqual(ids.Sizes)) is { } known)
        {
            foreach (var (a, b) in known.Ids.Ids.Zip(ids.Ids))
            {
                if (a != b)
                {
                    Ids.Unite(a, b, reason);
                }
            }
        }
        else if (!ids.IsEmpty)
        {
            places.Add(new Place(constant, ids));
        }
    }

    /// <summary>
    /// The ids along an axis that one set of weights contracts: whatever stands at one position of it leaves together. Null where the ids
    /// change only along other axes.
    /// </summary>
    public long[]? Contracted(IdTensor ids, int axis, long size)
    {
        if (ids.Along(axis, size) is { } vector)
        {
            return vector;
        }

        if (ids.Sizes[axis] != size)
        {
            return null;
        }

        return [.. ids.Positions(axis).Select(position =>
        {
            foreach (var id in position)
            {
                Ids.Unite(position.First(), id, string.Empty);
            }

            return position.FirstOrDefault();
        })];
    }

    /// <summary>New ids for the positions of an axis, each of which leaves when all channels at that position do.</summary>
    public long[] Shared(IdTensor ids, int axis, Node node)
    {
        var own = Ids.Fresh(ids.Sizes[axis]);
        foreach (var (id, shared) in own.Zip(ids.Positions(axis)))
        {
            Ties.Add(new Tie([[id], shared], $"shares a position with fixed channels at '{node.Name}' ({node.OpType})"));
        }

        return own;
    }

    /// <summary>Keeps all channels of a value in the network.</summary>
    public void Freeze(Value value, string reason) => Freeze(Of(value), reason);

    /// <summary>Keeps ids in the network.</summary>
    public void Freeze(IdTensor ids, string reason)
    {
        foreach (var id in ids.Ids)
        {
            Ids.Freeze(id, reason);
        }
    }

    /// <summary>Keeps whatever channels a constant is bound to.</summary>
    public void FreezeConstant(Value constant, string reason)
    {
        foreach (var place in _constants.GetValueOrDefault(constant) ?? [])
        {
            Freeze(place.Ids, reason);
        }
    }
}
