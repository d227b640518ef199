using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class NonZeroTests
{
    [Fact]
    public void NonZero_lists_coordinates_axis_by_axis()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("NonZero", [tensor(new[,] { { 1f, 0 }, { 2, 3 } })])[0];

        TensorAssert.Close(tensor(new long[,] { { 0, 1, 1 }, { 0, 0, 1 } }), y, 0);
    }
}
