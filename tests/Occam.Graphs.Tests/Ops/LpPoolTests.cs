using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class LpPoolTests
{
    [Fact]
    public void LpPool_takes_the_norm_of_each_window()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3f, -4, 0, 5 }).reshape(1, 1, 4);

        var y = SingleNode.Run("LpPool", [x], NodeAttributes.Of(("kernel_shape", new long[] { 2 })))[0];
        var z = SingleNode.Run("LpPool", [x], NodeAttributes.Of(("kernel_shape", new long[] { 2 }), ("p", 1), ("pads", new long[] { 1, 0 }), ("strides", new long[] { 2 })))[0];

        TensorAssert.Close(tensor(new[] { 5f, 4, 5 }).reshape(1, 1, 3), y);
        TensorAssert.Close(tensor(new[] { 3f, 4 }).reshape(1, 1, 2), z);
    }
}
