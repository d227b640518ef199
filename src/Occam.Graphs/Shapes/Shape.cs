namespace Occam.Graphs.Shapes;

/// <summary>What a run showed of a value.</summary>
/// <param name="ElementType">The element type.</param>
/// <param name="Dimensions">The sizes.</param>
public sealed record Shape(ElementType ElementType, IReadOnlyList<long> Dimensions)
{
    /// <summary>For example <c>f32[1,3,32,32]</c>.</summary>
    public override string ToString() => $"{ElementType.ShortName()}[{string.Join(',', Dimensions)}]";
}
