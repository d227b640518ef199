namespace Occam.Graphs.Channels;

/// <summary>The positions of one axis of a value that leave.</summary>
/// <param name="size">How many positions the axis has.</param>
internal sealed class LeavingPositions(long size)
{
    private readonly bool[] _leaves = new bool[size];

    /// <summary>How many leave.</summary>
    public int Count { get; private set; }

    /// <summary>Adds positions.</summary>
    public void Add(ReadOnlySpan<int> positions)
    {
        foreach (var position in positions)
        {
            Add(position);
        }
    }

    /// <summary>Adds positions.</summary>
    public void Add(IEnumerable<long> positions)
    {
        foreach (var position in positions)
        {
            Add(position);
        }
    }

    /// <summary>The positions that leave, ascending.</summary>
    public long[] Leaving() => Where(true, Count);

    /// <summary>The positions that stay, ascending.</summary>
    public long[] Staying() => Where(false, _leaves.Length - Count);

    private void Add(long position)
    {
        Count += _leaves[position] ? 0 : 1;
        _leaves[position] = true;
    }

    private long[] Where(bool leaves, int count)
    {
        var found = new long[count];
        for (var (position, next) = (0, 0); next < count; position++)
        {
            if (_leaves[position] == leaves)
            {
                found[next++] = position;
            }
        }

        return found;
    }
}
