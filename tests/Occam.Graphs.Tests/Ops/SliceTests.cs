using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class SliceTests
{
    [Theory]
    [InlineData(1, 4, 1, new long[] { 1, 2, 3 })]
    [InlineData(-3, long.MaxValue, 1, new long[] { 4, 5, 6 })]
    [InlineData(0, -1, 2, new long[] { 0, 2, 4 })]
    [InlineData(-100, 100, 3, new long[] { 0, 3, 6 })]
    [InlineData(5, 2, 1, new long[] { })]
    [InlineData(0, 7, long.MaxValue, new long[] { 0 })]
    [InlineData(-1, long.MinValue, -1, new long[] { 6, 5, 4, 3, 2, 1, 0 })]
    [InlineData(100, 1, -2, new long[] { 6, 4, 2 })]
    [InlineData(4, -8, -3, new long[] { 4, 1 })]
    [InlineData(1, 3, -1, new long[] { })]
    [InlineData(-1, -100, long.MinValue, new long[] { 6 })]
    public void Slice_selects_as_numpy_does(long start, long end, long step, long[] expected)
    {
        using var scope = NewDisposeScope();
        var x = arange(7, ScalarType.Int64);

        var y = SingleNode.Run("Slice", [x, One(start), One(end), One(0), One(step)])[0];

        Assert.Equal(expected, y.contiguous().data<long>().ToArray());
    }

    [Fact]
    public void Slice_before_opset_10_reads_the_attributes()
    {
        using var scope = NewDisposeScope();
        var x = arange(12, ScalarType.Int64).reshape(3, 4);

        var y = SingleNode.Run("Slice", [x], NodeAttributes.Of(("starts", new long[] { 1, -2 }), ("ends", new long[] { 9, 4 }), ("axes", new long[] { 0, 1 })), opset: 9)[0];

        TensorAssert.Close(tensor(new long[,] { { 6, 7 }, { 10, 11 } }), y, 0);
    }

    [Fact]
    public void Slice_without_axes_takes_the_first_ones()
    {
        using var scope = NewDisposeScope();
        var x = arange(12, ScalarType.Int64).reshape(3, 4);

        var y = SingleNode.Run("Slice", [x, tensor(new long[] { 0, 1 }), tensor(new long[] { 1, 3 })])[0];

        TensorAssert.Close(tensor(new long[,] { { 1, 2 } }), y, 0);
    }

    [Fact]
    public void Slice_of_an_empty_axis_stays_empty()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([0], SingleNode.Run("Slice", [zeros(0), One(-1), One(long.MinValue), One(0), One(-1)])[0].shape);
    }

    [Fact]
    public void Slice_by_step_zero_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("Slice", [zeros(3), One(0), One(3), One(0), One(0)]));
    }

    private static Tensor One(long value) => tensor(new[] { value });
}
