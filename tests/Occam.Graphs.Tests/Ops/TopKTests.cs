using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class TopKTests
{
    [Theory]
    [InlineData(1, new[] { 4f, 3f, 3f }, new long[] { 3, 1, 4 })]
    [InlineData(0, new[] { 1f, 1f, 3f }, new long[] { 0, 2, 1 })]
    public void TopK_of_equal_elements_takes_the_lower_index_first(int largest, float[] values, long[] indices)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("TopK", [tensor(new[] { 1f, 3, 1, 4, 3 }), tensor(new long[] { 3 })], NodeAttributes.Of(("largest", largest)), outputs: 2);

        Assert.Equal(values, y[0].data<float>().ToArray());
        Assert.Equal(indices, y[1].data<long>().ToArray());
    }

    [Fact]
    public void TopK_before_opset_10_reads_the_attribute()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("TopK", [tensor(new[,] { { 1f, 2 }, { 4, 3 } })], NodeAttributes.Of(("k", 1), ("axis", 0)), opset: 9, outputs: 2);

        TensorAssert.Close(tensor(new[,] { { 4f, 3 } }), y[0], 0);
    }

    [Fact]
    public void TopK_of_more_than_there_are_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("TopK", [zeros(2), tensor(new long[] { 3 })], outputs: 2));
    }
}
