namespace Occam.Graphs;

/// <summary>The declared type of a value.</summary>
/// <param name="ElementType">The element type.</param>
/// <param name="Dimensions">The shape, or null where not even the rank is known.</param>
public sealed record TensorType(ElementType ElementType, IReadOnlyList<Dimension>? Dimensions)
{
    /// <summary>For example <c>f32[N,3,32,32]</c>.</summary>
    public override string ToString() =>
        $"{ElementType.ShortName()}{(Dimensions is null ? "[..]" : $"[{string.Join(',', Dimensions)}]")}";

    /// <summary>Equal element types and dimensions.</summary>
    public bool Equals(TensorType? other) =>
        other is not null && ElementType == other.ElementType
        && (Dimensions is null ? other.Dimensions is null : other.Dimensions is not null && Dimensions.SequenceEqual(other.Dimensions));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ElementType, Dimensions?.Count);
}
