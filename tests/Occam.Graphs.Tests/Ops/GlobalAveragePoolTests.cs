using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class GlobalAveragePoolTests
{
    [Fact]
    public void GlobalAveragePool_averages_all_spatial_axes()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3, 6, 10, 20, 30, 40 }).reshape(1, 2, 2, 2);

        var y = SingleNode.Run("GlobalAveragePool", [x])[0];

        TensorAssert.Close(tensor(new[] { 3f, 25f }).reshape(1, 2, 1, 1), y);
    }

    [Fact]
    public void GlobalAveragePool_without_spatial_axes_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("GlobalAveragePool", [zeros(2, 3)]));
    }
}
