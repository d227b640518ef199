using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class GlobalLpPoolTests
{
    [Theory]
    [InlineData(1, 7f)]
    [InlineData(2, 5f)]
    public void GlobalLpPool_takes_the_norm_over_all_spatial_axes(int p, float expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("GlobalLpPool", [tensor(new[] { 3f, 0, 0, -4 }).reshape(1, 1, 2, 2)], NodeAttributes.Of(("p", p)))[0];

        TensorAssert.Close(tensor(new[] { expected }).reshape(1, 1, 1, 1), y);
    }
}
