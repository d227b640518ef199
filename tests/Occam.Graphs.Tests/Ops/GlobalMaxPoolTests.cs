using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class GlobalMaxPoolTests
{
    [Fact]
    public void GlobalMaxPool_takes_the_largest_of_all_spatial_axes()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("GlobalMaxPool", [tensor(new[] { -1f, -2, -3, -6, 10, 20, 30, 40 }).reshape(1, 2, 2, 2)])[0];

        TensorAssert.Close(tensor(new[] { -1f, 40 }).reshape(1, 2, 1, 1), y, 0);
    }
}
