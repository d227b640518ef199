using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class NumberRangeTests
{
    [Theory]
    [InlineData(1, 10, 3, new long[] { 1, 4, 7 })]
    [InlineData(10, 6, -2, new long[] { 10, 8 })]
    [InlineData(5, 1, 1, new long[] { })]
    public void Range_of_integers_stops_before_the_limit(long start, long limit, long delta, long[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Range", [tensor(start), tensor(limit), tensor(delta)])[0];

        Assert.Equal(expected, y.data<long>().ToArray());
    }

    [Fact]
    public void Range_of_floats_keeps_their_type()
    {
        using var scope = NewDisposeScope();

        TensorAssert.Close(tensor(new[] { 0.5f, 1f, 1.5f }), SingleNode.Run("Range", [tensor(0.5f), tensor(1.9f), tensor(0.5f)])[0]);
    }

    [Theory]
    [InlineData(0L, 1L << 40, 1L)]
    [InlineData(0L, 1L, 0L)]
    public void Range_of_hostile_bounds_is_refused(long start, long limit, long delta)
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("Range", [tensor(start), tensor(limit), tensor(delta)]));
    }
}
