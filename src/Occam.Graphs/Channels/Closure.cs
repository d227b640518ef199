using System.Runtime.InteropServices;

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
    private readonly PlaceIndex _places;
    private readonly Dictionary<int, List<(int[][] Sets, string Reason)>> _tiesOf = [];

    // What belongs to the set that is grown bears its number, so that nothing is cleared between two sets.
    private readonly int[] _inSet;
    private readonly (int Set, int Count)[] _looked;
    private readonly int[] _marked;
    private readonly List<int> _touched = [];
    private int _set;
    private int _mark;

    /// <summary>Prepares the places and ties of a trace.</summary>
    public Closure(PlaceIndex places, IReadOnlyList<Tie> ties, ChannelIds ids)
    {
        _places = places;
        foreach (var tie in ties)
        {
            int[][] sets = [.. tie.Sets.Select(set => set.Select(ids.Find).Distinct().ToArray())];
            foreach (var id in sets.SelectMany(set => set).Distinct())
            {
                (_tiesOf.TryGetValue(id, out var known) ? known : _tiesOf[id] = []).Add((sets, tie.Reason));
            }
        }

        (_inSet, _looked) = (new int[ids.Count], new (int, int)[places.Alike.Count]);
        _marked = new int[places.Alike.SelectMany(alike => alike.Axes.Select(axis => Math.Max(axis.Size, alike.Ids.Length))).Append(0).Max()];
    }

    /// <summary>Grows a set from one id.</summary>
    /// <returns>The set, and a reason to keep it in the network where one turned up.</returns>
    public (int[] Ids, string? Frozen) Grow(int seed)
    {
        if (StandsAlone(seed))
        {
            return ([seed], null);
        }

        _set++;
        var set = new List<int>();
        string? frozen = null;
        Add(set, seed);
        for (var next = 0; next < set.Count; next++)
        {
            foreach (var alike in _places.AlikeOf(set[next]))
            {
                // Looked at again only where the set has grown since.
                if (_places.Alike[alike].Axes.Length > 1 && _looked[alike] != (_set, set.Count))
                {
                    Complete(alike, set);
                    _looked[alike] = (_set, set.Count);
                }
            }

            foreach (var (sets, reason) in _tiesOf.GetValueOrDefault(set[next]) ?? [])
            {
                if (Array.Exists(sets, member => member.Length > 0 && Array.TrueForAll(member, id => _inSet[id] == _set)))
                {
                    frozen ??= Array.Exists(sets, member => member.Length == 0) ? reason : null;
                    Array.ForEach(sets, member => Array.ForEach(member, id => Add(set, id)));
                }
            }
        }

        return ([.. set], frozen);
    }

    /// <summary>Finds the axis along which a set leaves places with the fewest additions.</summary>
    /// <param name="alike">The number of the places that are alike.</param>
    /// <param name="set">The set.</param>
    /// <param name="positions">The positions at which the set leaves are added here, ascending.</param>
    /// <returns>The axis, an index into those along which ids change; -1 where there is none.</returns>
    public int Leaves(int alike, ReadOnlySpan<int> set, List<int> positions)
    {
        var places = _places.Alike[alike];
        var best = places.Axes.Length - 1;
        if (places.Axes.Length > 1)
        {
            var fewest = int.MaxValue;
            for (var axis = 0; axis < places.Axes.Length; axis++)
            {
                Touch(alike, places.Axes[axis], set);
                if (CountAt(places.Axes[axis], fewest) is var count && count < fewest)
                {
                    (best, fewest) = (axis, count);
                }
            }
        }

        if (best >= 0)
        {
            Touch(alike, places.Axes[best], set);
            _touched.Sort();
            positions.AddRange(_touched);
        }

        return best;
    }

    private bool StandsAlone(int id)
    {
        foreach (var alike in _places.AlikeOf(id))
        {
            if (_places.Alike[alike].Axes.Length > 1)
            {
                return false;
            }
        }

        return !_tiesOf.ContainsKey(id);
    }

    private void Complete(int alike, List<int> set)
    {
        var positions = new List<int>();
        var places = _places.Alike[alike];
        var along = places.Axes[Leaves(alike, CollectionsMarshal.AsSpan(set), positions)];
        foreach (var position in positions)
        {
            foreach (var index in along.IdsAt[position])
            {
                Add(set, places.Ids[index]);
            }
        }
    }

    private void Add(List<int> set, int id)
    {
        if (_inSet[id] != _set)
        {
            _inSet[id] = _set;
            set.Add(id);
        }
    }

    // The positions along an axis at which ids of the set stand, in any order.
    private void Touch(int alike, PlaceAxis axis, ReadOnlySpan<int> set)
    {
        _touched.Clear();
        _mark++;
        foreach (var id in set)
        {
            if (_places.IndexIn(alike, id) is >= 0 and var index)
            {
                foreach (var position in axis.PositionsOf[index])
                {
                    if (_marked[position] != _mark)
                    {
                        _marked[position] = _mark;
                        _touched.Add(position);
                    }
                }
            }
        }
    }

    // How many ids stand at the touched positions; not counted further than to a limit.
    private int CountAt(PlaceAxis axis, int limit)
    {
        var count = 0;
        _mark++;
        foreach (var position in _touched)
        {
            foreach (var index in axis.IdsAt[position])
            {
                if (_marked[index] != _mark)
                {
                    _marked[index] = _mark;
                    if (++count >= limit)
                    {
                        return count;
                    }
                }
            }
        }

        return count;
    }
}
