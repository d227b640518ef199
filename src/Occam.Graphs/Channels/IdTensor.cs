using Occam.Graphs.Ops;
using Occam.Graphs.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <summary>
/// The channel ids of a tensor's elements, stored compactly: an axis along which they do not change has size 1.
/// </summary>
/// <param name="sizes">The compact sizes; the rank is that of the tensor.</param>
/// <param name="ids">The ids in row-major order of the compact sizes; 0 where an element belongs to no channel.</param>
internal sealed class IdTensor(long[] sizes, long[] ids)
{
    private static readonly Scalar NoChannel = 0L;

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

    /// <summary>Compacts a full tensor of ids. "No channel" counts as equal to any id, as padding does.</summary>
    public static IdTensor Of(Tensor full)
    {
        using var scope = NewDisposeScope();
        var tensor = full;
        for (var axis = 0; axis < tensor.dim(); axis++)
        {
            if (tensor.size(axis) > 1)
            {
                var (largest, smallest) = Extremes(tensor, axis);
                tensor = largest.eq(smallest).logical_or(largest.eq(NoChannel)).all().item<bool>() ? largest : tensor;
            }
        }

        return new IdTensor(tensor.shape, tensor.ToLongs());
    }

    /// <summary>The ids as a tensor of the full sizes.</summary>
    public Tensor Expand(long[] full) => tensor(Ids, Sizes).expand(full);

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
        using var scope = NewDisposeScope();
        var current = tensor(Ids, Sizes);
        var lead = Sizes.Length - sizes.Length;
        for (var axis = 0; axis < Sizes.Length; axis++)
        {
            if (Sizes[axis] > 1 && (axis < lead || sizes[axis - lead] == 1))
            {
                var (largest, smallest) = Extremes(current, axis);
                current = where(largest.eq(smallest), largest, zeros_like(largest));
            }
        }

        return new IdTensor(current.shape[lead..], current.ToLongs());
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

    /// <summary>For each id, the positions of an axis at which it stands, ascending, from the ids at each position.</summary>
    public static Dictionary<long, List<long>> PositionsOf(HashSet<long>[] along)
    {
        var positions = new Dictionary<long, List<long>>();
        foreach (var (position, ids) in along.Index())
        {
            foreach (var id in ids)
            {
                if (!positions.TryGetValue(id, out var list))
                {
                    positions[id] = list = [];
                }

                list.Add(position);
            }
        }

        return positions;
    }

    private static (Tensor Largest, Tensor Smallest) Extremes(Tensor tensor, int axis)
    {
        var largest = tensor.amax([axis], keepdim: true);
        var smallest = where(tensor.eq(NoChannel), largest.expand_as(tensor), tensor).amin([axis], keepdim: true);
        return (largest, smallest);
    }
}
