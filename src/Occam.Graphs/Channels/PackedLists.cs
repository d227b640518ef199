namespace Occam.Graphs.Channels;

/// <summary>Lists of numbers by key 0, 1, 2 ..., one behind the other in one array.</summary>
internal sealed class PackedLists
{
    private readonly int[] _starts;
    private readonly int[] _items;

    private PackedLists(int[] starts, int[] items)
    {
        (_starts, _items) = (starts, items);
    }

    /// <summary>The numbers of a key.</summary>
    public ReadOnlySpan<int> this[int key] => _items.AsSpan(_starts[key].._starts[key + 1]);

    /// <summary>Sorts numbers by key; those of one key keep their order.</summary>
    /// <param name="count">How many keys there are.</param>
    /// <param name="keys">The key of each number, in [0, count).</param>
    /// <param name="items">The numbers.</param>
    public static PackedLists Of(int count, List<int> keys, List<int> items)
    {
        var starts = new int[count + 1];
        foreach (var key in keys)
        {
            starts[key + 1]++;
        }

        for (var key = 0; key < count; key++)
        {
            starts[key + 1] += starts[key];
        }

        var next = starts.AsSpan(0, count).ToArray();
        var sorted = new int[items.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[next[keys[i]]++] = items[i];
        }

        return new(starts, sorted);
    }
}
