using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class OneHotTests
{
    [Fact]
    public void OneHot_sets_on_and_off_values()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("OneHot", [tensor(new long[] { 1, -1, 5 }), tensor(3L), tensor(new[] { -1f, 2f })])[0];

        TensorAssert.Close(tensor(new[,] { { -1f, 2, -1 }, { -1, -1, 2 }, { -1, -1, -1 } }), y, 0);
    }

    [Fact]
    public void OneHot_along_the_first_axis_puts_the_classes_first()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("OneHot", [tensor(new long[] { 1, 0 }), tensor(new[] { 3f }), tensor(new long[] { 0, 1 })], NodeAttributes.Of(("axis", 0)))[0];

        TensorAssert.Close(tensor(new long[,] { { 0, 1 }, { 1, 0 }, { 0, 0 } }), y, 0);
    }

    [Fact]
    public void OneHot_of_a_hostile_depth_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("OneHot", [tensor(new long[] { 1 }), tensor(1L << 40), tensor(new[] { 0f, 1f })]));
    }
}
