namespace Occam.Graphs.Shapes;

/// <summary>Arithmetic on sizes.</summary>
internal static class Sizes
{
    /// <summary>The product; 1 where there are none.</summary>
    public static long Product(this ReadOnlySpan<long> sizes)
    {
        var product = 1L;
        foreach (var size in sizes)
        {
            product = checked(product * size);
        }

        return product;
    }

    /// <inheritdoc cref="Product(ReadOnlySpan{long})"/>
    public static long Product(this Span<long> sizes) => ((ReadOnlySpan<long>)sizes).Product();

    /// <inheritdoc cref="Product(ReadOnlySpan{long})"/>
    public static long Product(this long[] sizes) => ((ReadOnlySpan<long>)sizes).Product();
}
