using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class PadTests
{
    [Theory]
    [InlineData("reflect", 2, 3, new long[] { 3, 2, 1, 2, 3, 4, 3, 2, 1 })]
    [InlineData("edge", 2, 1, new long[] { 1, 1, 1, 2, 3, 4, 4 })]
    [InlineData("wrap", 2, 3, new long[] { 3, 4, 1, 2, 3, 4, 1, 2, 3 })]
    [InlineData("constant", 1, 2, new long[] { 7, 1, 2, 3, 4, 7, 7 })]
    [InlineData("constant", -1, 2, new long[] { 2, 3, 4, 7, 7 })]
    [InlineData("reflect", -1, 2, new long[] { 2, 3, 4, 3, 2 })]
    [InlineData("edge", -1, -2, new long[] { 2 })]
    public void Pad_of_integers_takes_each_mode(string mode, long begin, long end, long[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new long[] { 1, 2, 3, 4 });

        var y = SingleNode.Run("Pad", [x, tensor(new[] { begin, end }), tensor(7L)], NodeAttributes.Of(("mode", mode)), opset: 19)[0];

        Assert.Equal(ScalarType.Int64, y.dtype);
        Assert.Equal(expected, y.contiguous().data<long>().ToArray());
    }

    [Fact]
    public void Pad_before_opset_11_reads_the_attributes()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Pad", [ones(1, 2)], NodeAttributes.Of(("pads", new long[] { 1, 0, 0, 1 }), ("value", 0.5f)), opset: 9)[0];

        TensorAssert.Close(tensor(new[,] { { 0.5f, 0.5f, 0.5f }, { 1, 1, 0.5f } }), y, 0);
    }

    [Fact]
    public void Pad_of_some_axes_leaves_the_others()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Pad", [ones(2, 3, 4), tensor(new long[] { 1, 2, 3, 4 }), null, tensor(new long[] { -1, 0 })], opset: 18)[0];

        Assert.Equal([8, 3, 8], y.shape);
        Assert.Equal(24, y.sum().item<float>());
        Assert.Equal(0f, y[0, 0, 0].item<float>());
    }

    [Theory]
    [InlineData("reflect", new[] { 2f, 3f, 1f })]
    [InlineData("edge", new[] { 2f, 1f, 3f })]
    public void Pad_by_own_elements_sums_their_gradients(string mode, float[] expected)
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);

        SingleNode.Run("Pad", [x, tensor(new long[] { 1, 2 })], NodeAttributes.Of(("mode", mode)))[0].sum().backward();

        TensorAssert.Close(tensor(expected), x.grad!, 0);
    }

    [Fact]
    public void Pad_beyond_all_reason_is_refused_before_it_allocates()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("Pad", [ones(2), tensor(new[] { 1L << 40, 0 })]));
    }
}
