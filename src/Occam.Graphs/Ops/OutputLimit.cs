namespace Occam.Graphs.Ops;

/// <summary>Refuses outputs whose size comes from the numbers of a file and is beyond all reason, before they are allocated.</summary>
internal static class OutputLimit
{
    /// <summary>The most elements that an output may have.</summary>
    public const long MaximumElements = 1L << 31;

    /// <summary>Checks the shape that a node is about to allocate.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shape">The shape of its output.</param>
    /// <exception cref="GraphException">A size is negative, or there are more than 2^31 elements.</exception>
    public static void Check(Node node, ReadOnlySpan<long> shape) => Check(node, shape, []);

    /// <summary>Checks the shape that a node is about to allocate, whose sizes are given as factors.</summary>
    /// <exception cref="GraphException">A size is negative, or there are more than 2^31 elements.</exception>
    public static void Check(Node node, ReadOnlySpan<long> shape, ReadOnlySpan<long> factors)
    {
        Int128 count = 1;
        var empty = false;
        foreach (var size in (ReadOnlySpan<long>)[.. shape, .. factors])
        {
            if (size < 0)
            {
                throw GraphException.At(node, $"the output shape [{string.Join(',', shape.ToArray())}] has a negative size.");
            }

            empty |= size == 0;
            count = Int128.Min(count * Math.Max(size, 1), MaximumElements + 1);
        }

        if (count > MaximumElements && !empty)
        {
            var times = factors.IsEmpty ? string.Empty : $" x [{string.Join(',', factors.ToArray())}]";
            throw GraphException.At(node, $"the output shape [{string.Join(',', shape.ToArray())}]{times} has more than 2^31 elements.");
        }
    }
}
