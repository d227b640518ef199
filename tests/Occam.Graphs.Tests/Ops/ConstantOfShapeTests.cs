using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ConstantOfShapeTests
{
    [Fact]
    public void ConstantOfShape_repeats_the_value_in_its_type()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("ConstantOfShape", [tensor(new long[] { 2, 3 })], NodeAttributes.Of(("value", tensor(new long[] { -7 }))))[0];

        TensorAssert.Close(tensor(new long[,] { { -7, -7, -7 }, { -7, -7, -7 } }), y, 0);
        Assert.Equal(ScalarType.Int64, y.dtype);
    }

    [Fact]
    public void ConstantOfShape_without_value_gives_float_zeros()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("ConstantOfShape", [tensor(Array.Empty<long>(), ScalarType.Int64)])[0];

        Assert.Empty(y.shape);
        Assert.Equal(0f, y.item<float>());
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(1L << 32)]
    public void ConstantOfShape_of_a_hostile_size_is_refused(long size)
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("ConstantOfShape", [tensor(new[] { size })]));
    }
}
