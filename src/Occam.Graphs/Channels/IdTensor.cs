using Occam.Graphs.Ops;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>
/// The channel ids of a tensor's elements, stored compactly: an axis along which they do not change has size 1.
/// </summary>
/// <param name="sizes">The compact sizes; the rank is that of the tensor.</param>
/// <param name="ids">The ids in row-major order of the compact sizes; 0 where an element belongs to no channel.</param>
internal sealed class IdTensor(long[] sizes, long[] ids)
{
    /// <summary>The compact sizes.</summary>
    public long[] Sizes { get; } = sizes;

    /// <summary>The ids in row-major order of <see cref="Sizes"/>.</summary>
    public long[] Ids { get; } = ids;

    /// <summary>Whether no element belongs to a channel.</summary>
    public bool IsEmpty => Array.TrueForAll(Ids, id => id == 0);

    /// <summary>The axes along which the ids change.</summary>
    public int[] Axes { get; } = [.. Enumerable.Range(0, sizes.Length).Where(axis => sizes[axis] > 1)];

    /// <summary>No channels.</summary>
    public static IdTensor None(int rank) => new([.. Enumerable.Repeat(1L, rank)], [0]);

    /// <summary>Ids along one axis, the same along the others.</summary>
    public static IdTensor Along(int axis, int rank, long[] ids) =>
        new([.. Enumerable.Range(0, rank).Select(i => i == axis ? ids.LongLength : 1)], ids);

    /// <summary>Compacts ids: an axis along which they are the same gets size 1. "No channel" counts as equal to any id, as padding does.</summary>
    public static IdTensor Compact(long[] sizes, long[] ids)
    {
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] > 1 && Merged(sizes, ids, axis, differing: null) is { } merged)
            {
                (sizes, ids) = ([.. sizes[..axis], 1, .. sizes[(axis + 1)..]], merged);
            }
        }

        return new IdTensor(sizes, ids);
    }

    /// <summary>The ids as a tensor of the full sizes.</summary>
    public Tensor Expand(long[] full) => tensor(Ids, Sizes).expand(full);

    /// <summary>The ids in row-major order of larger sizes.</summary>
    public long[] Spread(long[] full)
    {
        if (Sizes.AsSpan().SequenceEqual(full))
        {
            return Ids;
        }

        var (spread, sizes) = (Ids, (long[])Sizes.Clone());
        for (var axis = full.Length - 1; axis >= 0; axis--)
        {
            if (sizes[axis] != full[axis])
            {
                sizes[axis] = full[axis];
                spread = Repeat(spread, (int)sizes.AsSpan(axis + 1).Product(), (int)full[axis]);
            }
        }

        return spread;
    }

    /// <summary>The ids in another shape of as many elements, as Reshape gives them: only axes that change are looked at.</summary>
    /// <param name="from">The sizes of the tensor.</param>
    /// <param name="to">The sizes of the result.</param>
    public IdTensor Reshape(long[] from, long[] to)
    {
        var (before, after) = ((long[])Sizes.Clone(), Enumerable.Repeat(1L, to.Length).ToArray());
        for (var (i, j) = (0, 0); i < from.Length || j < to.Length;)
        {
            // The next axes of both that hold as many elements.
            var (firstIn, firstOut) = (i, j);
            var (given, made) = (i < from.Length ? from[i++] : 1, j < to.Length ? to[j++] : 1);
            while (given != made)
            {
                if (given < made)
                {
                    given *= from[i++];
                }
                else
                {
                    made *= to[j++];
                }
            }

            if (Array.Exists(Sizes[firstIn..i], size => size > 1))
            {
                from.AsSpan(firstIn..i).CopyTo(before.AsSpan(firstIn));
                to.AsSpan(firstOut..j).CopyTo(after.AsSpan(firstOut));
            }
        }

        return Compact(after, Spread(before));
    }

    /// <summary>The ids along an axis, where they change along no other; else null.</summary>
    public long[]? Along(int axis, long size)
    {
        for (var i = 0; i < Sizes.Length; i++)
        {
            if (i != axis && Sizes[i] > 1)
            {
                return null;
            }
        }

        return Sizes[axis] == size ? Ids : [.. Enumerable.Repeat(Ids[0], (int)size)];
    }

    /// <summary>The ids with axes of size 1 put before, as broadcasting does.</summary>
    public IdTensor WithRank(int rank) => rank <= Sizes.Length ? this : new([.. Enumerable.Repeat(1L, rank - Sizes.Length), .. Sizes], Ids);

    /// <summary>The ids with axes arranged by labels: those that are new get size 1, those that are left out have to have it.</summary>
    public IdTensor Relabel(int[] from, int[] to)
    {
        long[] target = [.. to.Select(label => Array.IndexOf(from, label) is var axis and >= 0 ? Sizes[axis] : 1)];
        using var scope = NewDisposeScope();
        int[] order = [.. to.Select(label => Array.IndexOf(from, label)).Where(axis => axis >= 0)];
        long[] axes = [.. order.Concat(Enumerable.Range(0, from.Length).Except(order)).Select(axis => (long)axis)];
        return new IdTensor(target, tensor(Ids, Sizes).permute(axes).contiguous().ToLongs());
    }

    /// <summary>The ids with an axis and all behind it as one.</summary>
    public IdTensor Merge(int axis) => new([.. Sizes[..axis], Sizes.AsSpan(axis).Product()], Ids);

    /// <summary>
    /// The ids that a broadcast operand of the given sizes meets: along an axis that it lacks or that has size 1, only what is the same everywhere.
    /// </summary>
    public IdTensor ReduceTo(long[] sizes)
    {
        var (lead, current, reduced) = (Sizes.Length - sizes.Length, Ids, (long[])Sizes.Clone());
        for (var axis = 0; axis < Sizes.Length; axis++)
        {
            if (Sizes[axis] > 1 && (axis < lead || sizes[axis - lead] == 1))
            {
                current = Merged(reduced, current, axis, differing: 0)!;
                reduced[axis] = 1;
            }
        }

        return new IdTensor(reduced[lead..], current);
    }

    /// <summary>The distinct ids at each position of an axis, 0 left out.</summary>
    public HashSet<long>[] Positions(int axis)
    {
        var inner = Sizes.AsSpan(axis + 1).Product();
        var positions = new HashSet<long>[Sizes[axis]];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = [];
        }

        for (var i = 0; i < Ids.Length; i++)
        {
            if (Ids[i] != 0)
            {
                positions[i / inner % Sizes[axis]].Add(Ids[i]);
            }
        }

        return positions;
    }

    // The ids without an axis: what all of its positions have in common but for "no channel"; where they differ that which is given, or null for all.
    private static long[]? Merged(long[] sizes, long[] ids, int axis, long? differing)
    {
        var (size, inner) = ((int)sizes[axis], (int)sizes.AsSpan(axis + 1).Product());
        var merged = new long[ids.Length / size];
        for (var i = 0; i < merged.Length; i++)
        {
            var first = (i / inner * inner * size) + (i % inner);
            for (var position = 0; position < size; position++)
            {
                var id = ids[first + (position * inner)];
                if (id == 0 || id == merged[i])
                {
                    continue;
                }

                if (merged[i] != 0)
                {
                    if (differing is not { } other)
                    {
                        return null;
                    }

                    merged[i] = other;
                    break;
                }

                merged[i] = id;
            }
        }

        return merged;
    }

    // Repeats each block of elements.
    private static long[] Repeat(long[] ids, int block, int times)
    {
        var repeated = new long[ids.Length * times];
        for (var i = 0; i < repeated.Length; i += block)
        {
            ids.AsSpan(i / (block * times) * block, block).CopyTo(repeated.AsSpan(i));
        }

        return repeated;
    }
}
