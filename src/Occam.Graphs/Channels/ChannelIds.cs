namespace Occam.Graphs.Channels;

/// <summary>
/// The ids of channels, with union-find: ids that are united leave a network only together. Id 0 stands for "no channel".
/// </summary>
internal sealed class ChannelIds
{
    private readonly List<int> _parent = [0];
    private readonly Dictionary<int, string> _frozen = [];

    /// <summary>How many ids there are, 0 included.</summary>
    public int Count => _parent.Count;

    /// <summary>New ids.</summary>
    public long[] Fresh(long count)
    {
        var first = _parent.Count;
        _parent.AddRange(Enumerable.Range(first, checked((int)count)));
        return [.. Enumerable.Range(first, (int)count).Select(id => (long)id)];
    }

    /// <summary>The representative of an id's class.</summary>
    public int Find(long id)
    {
        var root = (int)id;
        while (_parent[root] != root)
        {
            _parent[root] = _parent[_parent[root]];
            root = _parent[root];
        }

        return root;
    }

    /// <summary>Ties two ids. With "no channel", which cannot leave, the other is frozen.</summary>
    public void Unite(long a, long b, string reason)
    {
        if (a == 0 || b == 0)
        {
            Freeze(a + b, reason);
            return;
        }

        var (x, y) = (Find(a), Find(b));
        if (x == y)
        {
            return;
        }

        var (root, child) = x < y ? (x, y) : (y, x);
        _parent[child] = root;
        if (_frozen.Remove(child, out var why))
        {
            _frozen.TryAdd(root, why);
        }
    }

    /// <summary>Keeps an id in the network, for a reason. The first reason stays.</summary>
    public void Freeze(long id, string reason)
    {
        if (id != 0)
        {
            _frozen.TryAdd(Find(id), reason);
        }
    }

    /// <summary>Why an id has to stay, or null where it may leave.</summary>
    public string? WhyFrozen(long id) => _frozen.GetValueOrDefault(Find(id));
}
