using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ScatterNDTests
{
    [Theory]
    [InlineData("none", new[] { 1f, 11, 3, 10, 9, 6, 7, 12 })]
    [InlineData("add", new[] { 1f, 13, 3, 14, 14, 6, 7, 20 })]
    [InlineData("mul", new[] { 1f, 22, 3, 40, 45, 6, 7, 96 })]
    [InlineData("max", new[] { 1f, 11, 3, 10, 9, 6, 7, 12 })]
    [InlineData("min", new[] { 1f, 2, 3, 4, 5, 6, 7, 8 })]
    public void ScatterND_combines_elements(string reduction, float[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3, 4, 5, 6, 7, 8 });

        var y = SingleNode.Run("ScatterND", [x, tensor(new long[,] { { 4 }, { 3 }, { 1 }, { -1 } }), tensor(new[] { 9f, 10, 11, 12 })], NodeAttributes.Of(("reduction", reduction)), opset: 18)[0];

        TensorAssert.Close(tensor(expected), y, 0);
    }

    [Theory]
    [InlineData("add", 10f, 1f, 1f, 1f)]
    [InlineData("mul", 30f, 15f, 10f, 6f)]
    [InlineData("max", 5f, 0f, 0f, 1f)]
    [InlineData("min", 2f, 1f, 0f, 0f)]
    public void ScatterND_of_one_place_twice_loses_neither_value_nor_gradient(string reduction, float expected, float ofX, float ofFirst, float ofSecond)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2f, 1f }, requires_grad: true);
        var updates = tensor(new[] { 3f, 5f }, requires_grad: true);

        var y = SingleNode.Run("ScatterND", [x, tensor(new long[,] { { 0 }, { 0 } }), updates], NodeAttributes.Of(("reduction", reduction)), opset: 18)[0];
        y[0].backward();

        Assert.Equal(expected, y[0].item<float>());
        Assert.Equal([ofX, 0f], x.grad!.data<float>().ToArray());
        Assert.Equal([ofFirst, ofSecond], updates.grad!.data<float>().ToArray());
    }

    [Fact]
    public void ScatterND_of_slices_replaces_rows()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("ScatterND", [zeros(3, 2), tensor(new long[,] { { 2 }, { 0 } }), tensor(new[,] { { 1f, 2 }, { 3, 4 } })])[0];

        TensorAssert.Close(tensor(new[,] { { 3f, 4 }, { 0, 0 }, { 1, 2 } }), y, 0);
    }
}
