namespace Occam.Graphs.Channels;

/// <summary>
/// Grows a set of ids until it can leave: in every place it is then a set of whole positions along one axis.
/// </summary>
/// <remarks>
/// In each place the axis is taken whose positions that contain removed ids add the fewest others (docs/design.md, section 4).
/// Channel shuffle, grouped layouts, heads and head sizes fall out of this one rule.
/// </remarks>
internal sealed class Closure
{
    private readonly Dictionary<long, List<Place>> _placesOf = [];
    private readonly Dictionary<long, List<Tie>> _tiesOf = [];
    private readonly Dictionary<Place, int> _numbers = [];
    private readonly Dictionary<(Place Place, int Axis), (HashSet<long>[] Ids, Dictionary<long, List<long>> PositionsOf)> _positions = [];

    /// <summary>Prepares the places and ties of a trace, whose ids are resolved to their classes.</summary>
    public Closure(IReadOnlyList<Place> places, IReadOnlyList<Tie> ties)
    {
        foreach (var place in places)
        {
            _numbers.TryAdd(place, _numbers.Count);
            Index(_placesOf, place.Ids.Ids.Where(id => id != 0).Distinct(), place);
            foreach (var axis in place.Ids.Axes)
            {
                var positions = place.Ids.Positions(axis);
                _positions[(place, axis)] = (positions, IdTensor.PositionsOf(positions));
            }
        }

        foreach (var tie in ties)
        {
            Index(_tiesOf, tie.Sets.SelectMany(set => set).Distinct(), tie);
        }
    }

    /// <summary>The places in which an id occurs.</summary>
    public IReadOnlyList<Place> PlacesOf(long id) => _placesOf.GetValueOrDefault(id) ?? [];

    /// <summary>A place's number, in the order in which places were given.</summary>
    public int NumberOf(Place place) => _numbers[place];

    /// <summary>The axis and the positions at which a grown set leaves a place.</summary>
    public (int Axis, long[] Positions) Leaves(Place place, HashSet<long> set)
    {
        if (place.Ids.Axes is not [var axis])
        {
            var cut = CutOf(place, set);
            return (cut.Axis, cut.Positions);
        }

        var positionsOf = _positions[(place, axis)].PositionsOf;
        return (axis, set.Count == 1
            ? [.. positionsOf.GetValueOrDefault(set.First()) ?? []]
            : [.. set.SelectMany(id => positionsOf.GetValueOrDefault(id) ?? []).Distinct().Order()]);
    }

    /// <summary>Grows a set from one id.</summary>
    /// <returns>The set, and a reason to keep it in the network where one turned up.</returns>
    public (HashSet<long> Ids, string? Frozen) Grow(long seed)
    {
        var set = new HashSet<long> { seed };
        var pending = new Queue<long>(set);
        string? frozen = null;
        while (pending.TryDequeue(out var id))
        {
            foreach (var place in PlacesOf(id).Where(place => place.Ids.Axes.Length > 1))
            {
                Add(CutOf(place, set).Ids);
            }

            foreach (var tie in _tiesOf.GetValueOrDefault(id) ?? [])
            {
                if (tie.Sets.Any(member => member.Count > 0 && member.IsSubsetOf(set)))
                {
                    frozen ??= tie.Sets.Any(member => member.Count == 0) ? tie.Reason : null;
                    Add(tie.Sets.SelectMany(member => member));
                }
            }
        }

        return (set, frozen);

        void Add(IEnumerable<long> ids)
        {
            foreach (var id in ids)
            {
                if (set.Add(id))
                {
                    pending.Enqueue(id);
                }
            }
        }
    }

    /// <summary>The axis along which a set leaves a place with the fewest additions, its positions there, and all ids at them.</summary>
    public (int Axis, long[] Positions, HashSet<long> Ids) CutOf(Place place, HashSet<long> set)
    {
        (int Axis, long[] Positions, HashSet<long> Ids)? best = null;
        foreach (var axis in place.Ids.Axes)
        {
            var (ids, positionsOf) = _positions[(place, axis)];
            long[] touched = [.. set.SelectMany(id => positionsOf.GetValueOrDefault(id) ?? []).Distinct().Order()];
            var all = touched.SelectMany(position => ids[position]).ToHashSet();
            if (best is null || all.Count < best.Value.Ids.Count)
            {
                best = (axis, touched, all);
            }
        }

        return best ?? (-1, [], [.. set]);
    }

    private static void Index<T>(Dictionary<long, List<T>> index, IEnumerable<long> ids, T item)
    {
        foreach (var id in ids)
        {
            if (!index.TryGetValue(id, out var items))
            {
                index[id] = items = [];
            }

            items.Add(item);
        }
    }
}
