using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class FlattenTests
{
    [Theory]
    [InlineData(0, 1, 24)]
    [InlineData(1, 2, 12)]
    [InlineData(2, 6, 4)]
    [InlineData(3, 24, 1)]
    [InlineData(-1, 6, 4)]
    public void Flatten_keeps_the_order_of_elements(int axis, long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var x = arange(24, ScalarType.Int64).reshape(2, 3, 4);

        var y = SingleNode.Run("Flatten", [x], NodeAttributes.Of(("axis", axis)))[0];

        TensorAssert.Close(arange(24, ScalarType.Int64).reshape(rows, columns), y, 0);
    }

    [Fact]
    public void Flatten_of_no_elements_keeps_the_sizes()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([0, 12], SingleNode.Run("Flatten", [zeros(0, 3, 4)])[0].shape);
    }
}
