using System.Runtime.InteropServices;

namespace Occam.Graphs.Channels;

/// <summary>All places of a trace, those that hold the same ids together, and where each id occurs. A network has far fewer of these than places: whatever follows a layer is like its output.</summary>
internal sealed class PlaceIndex
{
    private readonly List<AlikePlaces> _alike = [];
    private readonly PackedLists _alikeOf;
    private readonly PackedLists _indexOf;

    /// <summary>Sorts places.</summary>
    /// <param name="places">The places.</param>
    /// <param name="ids">The ids of the trace.</param>
    public PlaceIndex(IReadOnlyList<Place> places, ChannelIds ids)
    {
        Places = places;
        var room = new int[ids.Count];
        var resolved = new Dictionary<long[], int[]>(ReferenceEqualityComparer.Instance);
        var known = new Dictionary<int, List<(int[] Ids, int[] Sizes, AlikePlaces Alike)>>();
        foreach (var (number, place) in places.Index())
        {
            if (!resolved.TryGetValue(place.Ids.Ids, out var elements))
            {
                resolved[place.Ids.Ids] = elements = Array.ConvertAll(place.Ids.Ids, ids.Find);
            }

            Find(known, elements, Array.ConvertAll(place.Ids.Axes, axis => (int)place.Ids.Sizes[axis]), room).Add(number);
        }

        (List<int> keys, List<int> at, List<int> indices) = ([], [], []);
        foreach (var (number, alike) in _alike.Index())
        {
            keys.AddRange(alike.Ids);
            at.AddRange(Enumerable.Repeat(number, alike.Ids.Length));
            indices.AddRange(Enumerable.Range(0, alike.Ids.Length));
        }

        (_alikeOf, _indexOf) = (PackedLists.Of(ids.Count, keys, at), PackedLists.Of(ids.Count, keys, indices));
    }

    /// <summary>The places by number.</summary>
    public IReadOnlyList<Place> Places { get; }

    /// <summary>The places that are alike.</summary>
    public IReadOnlyList<AlikePlaces> Alike => _alike;

    /// <summary>In which of the places that are alike an id occurs, ascending.</summary>
    public ReadOnlySpan<int> AlikeOf(int id) => _alikeOf[id];

    /// <summary>The index that an id has among those of some places; -1 where it does not occur there.</summary>
    public int IndexIn(int alike, int id)
    {
        var all = _alikeOf[id];
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] == alike)
            {
                return _indexOf[id][i];
            }
        }

        return -1;
    }

    private AlikePlaces Find(Dictionary<int, List<(int[] Ids, int[] Sizes, AlikePlaces Alike)>> known, int[] ids, int[] sizes, int[] room)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(ids.AsSpan()));
        hash.AddBytes(MemoryMarshal.AsBytes(sizes.AsSpan()));
        var candidates = CollectionsMarshal.GetValueRefOrAddDefault(known, hash.ToHashCode(), out _) ??= [];
        foreach (var candidate in candidates)
        {
            if (candidate.Sizes.AsSpan().SequenceEqual(sizes) && (ReferenceEquals(candidate.Ids, ids) || candidate.Ids.AsSpan().SequenceEqual(ids)))
            {
                return candidate.Alike;
            }
        }

        var alike = AlikePlaces.Of(ids, sizes, room);
        candidates.Add((ids, sizes, alike));
        _alike.Add(alike);
        return alike;
    }
}
