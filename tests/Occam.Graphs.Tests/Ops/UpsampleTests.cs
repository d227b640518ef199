using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class UpsampleTests
{
    [Fact]
    public void Upsample_before_opset_9_reads_the_attribute()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3, 4 }).reshape(1, 1, 2, 2);

        var y = SingleNode.Run("Upsample", [x], NodeAttributes.Of(("scales", new[] { 1f, 1, 2, 3 })), opset: 7)[0];

        TensorAssert.Close(x.repeat_interleave(2, 2).repeat_interleave(3, 3), y, 0);
    }

    [Fact]
    public void Upsample_in_opset_9_reads_the_input()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0f, 2 }).reshape(1, 1, 1, 2);

        var y = SingleNode.Run("Upsample", [x, tensor(new[] { 1f, 1, 1, 2 })], NodeAttributes.Of(("mode", "linear")), opset: 9)[0];

        TensorAssert.Close(tensor(new[] { 0f, 1, 2, 2 }).reshape(1, 1, 1, 4), y, 0);
    }
}
