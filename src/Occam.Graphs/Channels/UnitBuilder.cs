using Occam.Graphs.Shapes;

namespace Occam.Graphs.Channels;

/// <summary>Forms pruning units from a trace: grows a set from every id, and groups the sets that appear in the same places.</summary>
internal sealed class UnitBuilder
{
    private const string Emptied = "is the only position of a value, which would be empty without it";

    private readonly ChannelTrace _trace;
    private readonly Closure _closure;
    private readonly Dictionary<long, string> _frozen = [];

    /// <summary>Prepares a finished trace.</summary>
    public UnitBuilder(ChannelTrace trace)
    {
        _trace = trace;
        var places = trace.Places.ToArray();
        foreach (var place in places)
        {
            place.Resolve(trace.Ids);
        }

        var ties = trace.Ties.Select(tie => tie with { Sets = [.. tie.Sets.Select(set => set.Select(id => (long)trace.Ids.Find(id)).ToHashSet())] });
        _closure = new Closure(places, [.. ties]);
    }

    /// <summary>Forms the units.</summary>
    public ChannelAnalysis Build(Graph graph, ShapeTable shapes)
    {
        var sets = new List<HashSet<long>>();
        var seen = new HashSet<long>();
        foreach (var seed in _trace.Produced.Values.SelectMany(ids => ids).Select(id => (long)_trace.Ids.Find(id)))
        {
            if (seen.Contains(seed))
            {
                continue;
            }

            var (set, why) = _closure.Grow(seed);
            why ??= set.Select(_trace.Ids.WhyFrozen).FirstOrDefault(reason => reason is not null) ?? (seen.Overlaps(set) ? "cannot leave apart from channels of another unit" : null);
            seen.UnionWith(set);
            if (why is null)
            {
                sets.Add(set);
            }
            else
            {
                foreach (var id in set)
                {
                    _frozen.TryAdd(id, why);
                }
            }
        }

        return new ChannelAnalysis(graph, shapes, Units(sets), Frozen());
    }

    private List<PruningUnit> Units(List<HashSet<long>> sets)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var units = new List<PruningUnit>();
        foreach (var alike in sets.Select(set => (Set: set, Cuts: Cuts(set))).GroupBy(pair => Signature(pair.Cuts)))
        {
            var members = alike.ToArray();
            if (members.Any(member => member.Cuts.Any(cut => cut.Axis < 0)) || members.Length == 1)
            {
                Freeze(members.SelectMany(member => member.Set), Emptied);
                continue;
            }

            var producers = _trace.Produced.Where(pair => pair.Value.Any(id => members[0].Set.Contains(_trace.Ids.Find(id)))).Select(pair => pair.Key).ToArray();
            var name = producers[0].Name;
            for (var i = 2; !names.Add(name); i++)
            {
                name = $"{producers[0].Name}#{i}";
            }

            var why = members[0].Cuts.Select(cut => cut.Place.WhyNotZeroEquivalent(cut.Axis)).FirstOrDefault(reason => reason is not null);
            Channel[] channels = [.. members.Select((member, index) => new Channel(index, [.. member.Cuts.Select(cut => new Cut(cut.Place.Value, cut.Axis, cut.Positions))]))];
            units.Add(new PruningUnit(name, channels, producers, why));
        }

        return units;
    }

    private List<(Place Place, int Axis, long[] Positions)> Cuts(HashSet<long> set)
    {
        var places = set.Count == 1 ? _closure.PlacesOf(set.First()) : set.SelectMany(_closure.PlacesOf).Distinct();
        return [.. places.Select(place => _closure.Leaves(place, set) is var cut ? (place, cut.Axis, cut.Positions) : default)];
    }

    // Two characters a place: sets that appear in the same places along the same axes have the same text.
    private string Signature(List<(Place Place, int Axis, long[] Positions)> cuts)
    {
        var keys = cuts.Select(cut => (_closure.NumberOf(cut.Place) * 16) + cut.Axis + 1).ToArray();
        Array.Sort(keys);
        return string.Create(keys.Length * 2, keys, (text, numbers) =>
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                (text[2 * i], text[(2 * i) + 1]) = ((char)(numbers[i] >> 15), (char)(numbers[i] & 0x7fff));
            }
        });
    }

    private void Freeze(IEnumerable<long> ids, string reason)
    {
        foreach (var id in ids)
        {
            _frozen.TryAdd(id, reason);
        }
    }

    private List<FrozenChannels> Frozen() =>
        [.. _trace.Produced
            .Select(pair => (Node: pair.Key, Reasons: pair.Value.Select(id => _frozen.GetValueOrDefault(_trace.Ids.Find(id))).OfType<string>().ToArray()))
            .Where(pair => pair.Reasons.Length > 0)
            .Select(pair => new FrozenChannels(pair.Node, pair.Reasons.Length, pair.Reasons[0]))];
}
