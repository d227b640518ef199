using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ExpandTests
{
    [Theory]
    [InlineData(new long[] { 3, 1 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 2, 1, 4 }, new long[] { 2, 3, 4 })]
    [InlineData(new long[] { 4 }, new long[] { 3, 4 })]
    public void Expand_broadcasts_both_ways(long[] shape, long[] expected)
    {
        using var scope = NewDisposeScope();
        var x = arange(12, ScalarType.Int64).reshape(3, 4);

        var y = SingleNode.Run("Expand", [x, tensor(shape)])[0];

        TensorAssert.Close(zeros(expected, ScalarType.Int64) + x, y, 0);
    }

    [Fact]
    public void Expand_to_an_unrelated_shape_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("Expand", [zeros(3), tensor(new long[] { 2 })]));
    }

    [Fact]
    public void Expand_beyond_all_reason_is_refused_before_it_allocates()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("Expand", [zeros(1), tensor(new[] { 1L << 62, 1L << 62, 1L << 62 })]));

        Assert.Contains("2^31", error.Message, StringComparison.Ordinal);
    }
}
