using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ShapeOfTests
{
    [Fact]
    public void Shape_gives_the_sizes_as_int64()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Shape", [zeros(2, 3, 4)])[0];

        Assert.Equal(ScalarType.Int64, y.dtype);
        Assert.Equal([2, 3, 4], y.data<long>().ToArray());
    }

    [Theory]
    [InlineData(1, 3, new long[] { 3, 4 })]
    [InlineData(-1, 9, new long[] { 4 })]
    [InlineData(-9, -1, new long[] { 2, 3 })]
    [InlineData(2, 1, new long[] { })]
    public void Shape_with_bounds_gives_some_of_the_sizes(long start, long end, long[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Shape", [zeros(2, 3, 4)], NodeAttributes.Of(("start", start), ("end", end)))[0];

        Assert.Equal(expected, y.data<long>().ToArray());
    }
}
