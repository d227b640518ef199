using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class UnsqueezeTests
{
    [Fact]
    public void Unsqueeze_before_opset_13_reads_the_attribute()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([1, 2, 3, 1], SingleNode.Run("Unsqueeze", [zeros(2, 3)], NodeAttributes.Of(("axes", new long[] { 3, 0 })), opset: 11)[0].shape);
    }

    [Theory]
    [InlineData(new long[] { 0, 2 }, new long[] { 1, 2, 1, 3 })]
    [InlineData(new long[] { -1 }, new long[] { 2, 3, 1 })]
    [InlineData(new long[] { }, new long[] { 2, 3 })]
    public void Unsqueeze_from_opset_13_reads_the_input(long[] axes, long[] expected)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(expected, SingleNode.Run("Unsqueeze", [zeros(2, 3), tensor(axes, ScalarType.Int64)])[0].shape);
    }

    [Fact]
    public void Unsqueeze_of_one_axis_twice_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("Unsqueeze", [zeros(2, 3), tensor(new long[] { 0, -4 })]));
    }
}
