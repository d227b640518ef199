using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class SpaceToDepthTests
{
    [Fact]
    public void SpaceToDepth_is_undone_by_DepthToSpace()
    {
        using var scope = NewDisposeScope();
        var x = arange(2 * 3 * 4 * 6, ScalarType.Int64).reshape(2, 3, 4, 6);

        var y = SingleNode.Run("SpaceToDepth", [x], NodeAttributes.Of(("blocksize", 2)))[0];
        var back = SingleNode.Run("DepthToSpace", [y], NodeAttributes.Of(("blocksize", 2)))[0];

        Assert.Equal([2, 12, 2, 3], y.shape);
        Assert.Equal(x[0, 1, 2, 5].item<long>(), y[0, 3 + 1, 1, 2].item<long>()); // offset (0, 1) is block 1 of 3 channels
        TensorAssert.Close(x, back, 0);
    }
}
