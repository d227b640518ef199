namespace Occam.Graphs.Shapes;

/// <summary>The shapes of a graph's values, as a run on a small input showed them.</summary>
public sealed class ShapeTable
{
    private readonly Dictionary<Value, Shape> _shapes = [];

    /// <summary>The shape of a value, or null where it could not be found (behind an operator that Occam does not know).</summary>
    public Shape? Find(Value value) =>
        value.Constant is { } constant ? new Shape(constant.ElementType, constant.Dimensions) : _shapes.GetValueOrDefault(value);

    /// <summary>The sizes of a value, or null where they could not be found.</summary>
    public long[]? Dimensions(Value value) => Find(value)?.Dimensions.ToArray();

    /// <summary>The number of elements of a value; 0 where its shape could not be found.</summary>
    public long Count(Value value) => Dimensions(value)?.AsSpan().Product() ?? 0;

    internal void Set(Value value, Shape shape) => _shapes[value] = shape;
}
