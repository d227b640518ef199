namespace Occam.Graphs.Ops;

/// <summary>Axes as ONNX writes them: negative ones count from the end.</summary>
internal static class AxisNumbers
{
    /// <summary>The axis as a number in [0, rank).</summary>
    /// <exception cref="GraphException">There is no such axis.</exception>
    public static int Resolve(Node node, long axis, long rank) =>
        axis >= -rank && axis < rank
            ? (int)(axis < 0 ? axis + rank : axis)
            : throw GraphException.At(node, $"axis {axis} is out of range: the tensor has {rank} dimensions.");

    /// <summary>The axes as ascending numbers in [0, rank).</summary>
    /// <exception cref="GraphException">An axis does not exist or is named twice.</exception>
    public static int[] ResolveAll(Node node, ReadOnlySpan<long> axes, long rank)
    {
        var resolved = new SortedSet<int>();
        foreach (var axis in axes)
        {
            if (!resolved.Add(Resolve(node, axis, rank)))
            {
                throw GraphException.At(node, $"axis {axis} is named twice.");
            }
        }

        return [.. resolved];
    }
}
