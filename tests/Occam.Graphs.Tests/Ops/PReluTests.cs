using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class PReluTests
{
    [Theory]
    [InlineData(new long[0])]
    [InlineData(new long[] { 1 })]
    [InlineData(new long[] { 3, 1, 1 })]
    [InlineData(new long[] { 4 })]
    [InlineData(new long[] { 3, 2, 4 })]
    [InlineData(new long[] { 1, 3, 1, 1 })]
    [InlineData(new long[] { 2, 4 })]
    public void PRelu_with_slope_of_any_broadcast_shape_scales_the_negative(long[] shape)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var x = randn(2, 3, 2, 4);
        var slope = rand(shape);

        var y = SingleNode.Run("PRelu", [x, slope])[0];

        TensorAssert.Close(x.maximum(zeros_like(x)) + (slope * x.minimum(zeros_like(x))), y, 1e-6);
    }

    [Fact]
    public void PRelu_of_matrix_with_one_slope_a_column_scales_the_negative()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("PRelu", [tensor([-1f, -1f, 2f, -3f], [2, 2]), tensor([0.5f, 0.25f])])[0];

        TensorAssert.Close(tensor([-0.5f, -0.25f, 2f, -0.75f], [2, 2]), y);
    }
}
