using Occam.Graphs.Shapes;

namespace Occam.Graphs.Channels;

/// <summary>Forms pruning units from a trace: grows a set from every id, and groups the sets that appear in the same places.</summary>
internal sealed class UnitBuilder
{
    private const string Emptied = "is the only position of a value, which would be empty without it";
    private const string Only = "is the only channel of its operator, or of each group, which would be empty without it";

    private readonly ChannelTrace _trace;
    private readonly PlaceIndex _places;
    private readonly Closure _closure;
    private readonly (Node Node, int[] Ids)[] _produced;
    private readonly PackedLists _producersOf;
    private readonly string?[] _frozen;

    /// <summary>Prepares a finished trace.</summary>
    public UnitBuilder(ChannelTrace trace)
    {
        _trace = trace;
        _places = new PlaceIndex([.. trace.Places], trace.Ids);
        _closure = new Closure(_places, trace.Ties, trace.Ids);
        _produced = [.. trace.Produced.Select(pair => (pair.Key, Array.ConvertAll(pair.Value, trace.Ids.Find)))];
        (List<int> ids, List<int> nodes) = ([], []);
        foreach (var (index, (_, made)) in _produced.Index())
        {
            ids.AddRange(made);
            nodes.AddRange(Enumerable.Repeat(index, made.Length));
        }

        _producersOf = PackedLists.Of(trace.Ids.Count, ids, nodes);
        _frozen = new string?[trace.Ids.Count];
    }

    /// <summary>Forms the units.</summary>
    public ChannelAnalysis Build(Graph graph, ShapeTable shapes)
    {
        var groups = new SetGroups(_places, _closure);
        var seen = new bool[_frozen.Length];
        foreach (var seed in _produced.SelectMany(pair => pair.Ids))
        {
            if (seen[seed])
            {
                continue;
            }

            var (set, why) = _closure.Grow(seed);
            why ??= set.Select(id => _trace.Ids.WhyFrozen(id)).FirstOrDefault(reason => reason is not null) ?? (Array.Exists(set, id => seen[id]) ? "cannot leave apart from channels of another unit" : null);
            Array.ForEach(set, id => seen[id] = true);
            if (why is null)
            {
                groups.Add(set);
            }
            else
            {
                Freeze(set, why);
            }
        }

        return new ChannelAnalysis(graph, shapes, Units(groups), Frozen());
    }

    private List<PruningUnit> Units(SetGroups groups)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var units = new List<PruningUnit>();
        foreach (var group in groups.All)
        {
            if (group.Sets.Count == 1 || Array.Exists(group.Places, place => place.Axis < 0))
            {
                group.Sets.ForEach(set => Freeze(set, Emptied));
                continue;
            }

            Node[] producers = [.. Producers(group.Sets[0]).Select(index => _produced[index].Node)];
            var name = producers[0].Name;
            for (var i = 2; !names.Add(name); i++)
            {
                name = $"{producers[0].Name}#{i}";
            }

            var layout = group.Layout(_places);
            Channel[] channels = [.. group.Positions.Select((cuts, index) => new Channel(index, new PackedCuts(layout, cuts.Positions, cuts.Starts)))];
            units.Add(new PruningUnit(name, channels, producers, group.WhyNotZeroEquivalent(_places)));
        }

        return units;
    }

    private SortedSet<int> Producers(int[] set)
    {
        var producers = new SortedSet<int>();
        foreach (var id in set)
        {
            foreach (var index in _producersOf[id])
            {
                producers.Add(index);
            }
        }

        return producers;
    }

    private void Freeze(int[] ids, string reason)
    {
        foreach (var id in ids)
        {
            _frozen[id] ??= reason;
        }
    }

    private List<FrozenChannels> Frozen() =>
        [.. from produced in _produced
            from reasons in produced.Ids.Select(id => _frozen[id]).OfType<string>().GroupBy(reason => reason, StringComparer.Ordinal)
            select new FrozenChannels(produced.Node, reasons.Count(), reasons.Key),
            .. _trace.Single.Select(node => new FrozenChannels(node, 1, Only))];
}
