using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class SqueezeTests
{
    [Fact]
    public void Squeeze_without_axes_removes_every_axis_of_size_one()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([2, 3], SingleNode.Run("Squeeze", [zeros(1, 2, 1, 3)])[0].shape);
    }

    [Fact]
    public void Squeeze_before_opset_13_reads_the_attribute()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([1, 2, 3], SingleNode.Run("Squeeze", [zeros(1, 2, 1, 3)], NodeAttributes.Of(("axes", new long[] { -2 })), opset: 11)[0].shape);
    }

    [Fact]
    public void Squeeze_from_opset_13_reads_the_input()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([2, 3], SingleNode.Run("Squeeze", [zeros(1, 2, 1, 3), tensor(new long[] { 2, 0 })])[0].shape);
    }

    [Fact]
    public void Squeeze_of_a_larger_axis_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("Squeeze", [zeros(1, 2), tensor(new long[] { 1 })]));
    }
}
