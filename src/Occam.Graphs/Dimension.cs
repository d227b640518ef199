namespace Occam.Graphs;

/// <summary>One dimension of a declared shape: a size, or a symbol such as <c>N</c>, or neither (unknown).</summary>
/// <param name="Size">The size, where it is fixed.</param>
/// <param name="Symbol">The name, where the size is chosen when the network runs.</param>
public readonly record struct Dimension(long? Size, string? Symbol)
{
    /// <summary>A fixed size.</summary>
    public static implicit operator Dimension(long size) => new(size, null);

    /// <summary>A size chosen when the network runs.</summary>
    public static implicit operator Dimension(string symbol) => new(null, symbol);

    /// <summary>The size, the symbol, or <c>?</c>.</summary>
    public override string ToString() => Size?.ToString() ?? Symbol ?? "?";
}
