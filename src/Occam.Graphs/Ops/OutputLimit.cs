namespace Occam.Graphs.Ops;

/// <summary>Refuses outputs whose size comes from the numbers of a file and is beyond all reason, before they are allocated.</summary>
internal static class OutputLimit
{
    private const long MaximumElements = 1L << 31;

    /// <summary>Checks the shape that a node is about to allocate.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shape">The shape of its output.</param>
    /// <exception cref="GraphException">A size is negative, or there are more than 2^31 elements.</exception>
    public static void Check(Node node, ReadOnlySpan<long> shape)
    {
        Int128 count = 1;
        foreach (var size in shape)
        {
            if (size < 0)
            {
                throw GraphException.At(node, $"the output shape [{string.Join(',', shape.ToArray())}] has a negative size.");
            }

            count = Int128.Min(count * size, Int128.MaxValue >> 64);
        }

        if (count > MaximumElements)
        {
            throw GraphException.At(node, $"the output shape [{string.Join(',', shape.ToArray())}] has more than 2^31 elements.");
        }
    }
}
