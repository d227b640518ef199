using System.Collections;

namespace Occam.Graphs.Channels;

/// <summary>The cuts of one channel, made when they are asked for: a large network has a million.</summary>
/// <param name="layout">The places, shared with the other channels of the unit.</param>
/// <param name="positions">The lists of positions, one behind the other.</param>
/// <param name="starts">Where each list starts; null where each has one position.</param>
internal sealed class PackedCuts(CutLayout layout, int[] positions, int[]? starts) : IReadOnlyList<Cut>
{
    /// <summary>The places.</summary>
    public CutLayout Layout { get; } = layout;

    /// <inheritdoc/>
    public int Count => Layout.Places.Length;

    /// <inheritdoc/>
    public Cut this[int index]
    {
        get
        {
            var (value, axis, _) = Layout.Places[index];
            return new(value, axis, Array.ConvertAll(PositionsAt(index).ToArray(), position => (long)position));
        }
    }

    /// <summary>The positions that leave at a place.</summary>
    public ReadOnlySpan<int> PositionsAt(int index)
    {
        var list = Layout.Places[index].List;
        var start = starts is null ? list : starts[list];
        var end = starts is null ? list + 1 : list + 1 < starts.Length ? starts[list + 1] : positions.Length;
        return positions.AsSpan(start..end);
    }

    /// <inheritdoc/>
    public IEnumerator<Cut> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
