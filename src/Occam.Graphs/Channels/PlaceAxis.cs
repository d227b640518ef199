namespace Occam.Graphs.Channels;

/// <summary>Which ids stand at which positions of an axis.</summary>
/// <param name="Size">How many positions it has.</param>
/// <param name="PositionsOf">For each id its positions, ascending.</param>
/// <param name="IdsAt">For each position the distinct ids there.</param>
internal sealed record PlaceAxis(int Size, PackedLists PositionsOf, PackedLists IdsAt)
{
    /// <summary>Reads the ids along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="ids">The id at each element, in [0, count), row-major; -1 for no channel.</param>
    /// <param name="count">How many ids there are.</param>
    public static PlaceAxis Of(int axis, int[] sizes, int[] ids, int count)
    {
        var size = sizes[axis];
        var inner = sizes[(axis + 1)..].Aggregate(1, (product, behind) => product * behind);
        var (found, positions) = (new List<int>(ids.Length), new List<int>(ids.Length));
        var seen = new int[count];
        for (var position = 0; position < size; position++)
        {
            for (var block = position * inner; block < ids.Length; block += size * inner)
            {
                foreach (var id in ids.AsSpan(block, inner))
                {
                    if (id >= 0 && seen[id] != position + 1)
                    {
                        seen[id] = position + 1;
                        found.Add(id);
                        positions.Add(position);
                    }
                }
            }
        }

        return new(size, PackedLists.Of(count, found, positions), PackedLists.Of(size, positions, found));
    }
}
