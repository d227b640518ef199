using System.Runtime.InteropServices;

namespace Occam.Graphs.Channels;

/// <summary>Grown sets, those that leave the same places along the same axes together.</summary>
/// <param name="places">The places.</param>
/// <param name="closure">What grew the sets.</param>
internal sealed class SetGroups(PlaceIndex places, Closure closure)
{
    private readonly Dictionary<string, SetGroup> _byPlaces = new(StringComparer.Ordinal);
    private readonly List<SetGroup> _groups = [];
    private readonly List<(int Alike, int Axis)> _places = [];
    private readonly List<int> _positions = [];
    private readonly List<int> _starts = [];
    private SetGroup? _last;

    /// <summary>The groups, in the order in which their first sets were added.</summary>
    public IReadOnlyList<SetGroup> All => _groups;

    /// <summary>Adds a set to its group.</summary>
    public void Add(int[] set)
    {
        Cut(set);
        var group = _last is not null && _last.Places.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(_places)) ? _last : Find();
        group.Sets.Add(set);
        group.Positions.Add(([.. _positions], _positions.Count == _starts.Count ? null : [.. _starts]));
        _last = group;
    }

    private void Cut(int[] set)
    {
        _places.Clear();
        _positions.Clear();
        _starts.Clear();
        foreach (var alike in set.Length == 1 ? places.AlikeOf(set[0]) : AlikeOf(set))
        {
            _starts.Add(_positions.Count);
            _places.Add((alike, closure.Leaves(alike, set, _positions)));
        }
    }

    private int[] AlikeOf(int[] set)
    {
        var all = new SortedSet<int>();
        foreach (var id in set)
        {
            foreach (var alike in places.AlikeOf(id))
            {
                all.Add(alike);
            }
        }

        return [.. all];
    }

    // Two characters a number: sets that appear in the same places along the same axes have the same text.
    private SetGroup Find()
    {
        var text = string.Create(_places.Count * 2, _places, (text, cuts) =>
        {
            for (var i = 0; i < cuts.Count; i++)
            {
                var key = (cuts[i].Alike * 16) + cuts[i].Axis + 1;
                (text[2 * i], text[(2 * i) + 1]) = ((char)(key >> 15), (char)(key & 0x7fff));
            }
        });
        if (!_byPlaces.TryGetValue(text, out var group))
        {
            _byPlaces[text] = group = new([.. _places]);
            _groups.Add(group);
        }

        return group;
    }
}
