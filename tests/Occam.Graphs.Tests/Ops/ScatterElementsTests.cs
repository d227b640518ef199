using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ScatterElementsTests
{
    [Theory]
    [InlineData("none", new[] { 1f, 3, 3, 4, 9 })]
    [InlineData("add", new[] { 1f, 7, 3, 4, 14 })]
    [InlineData("mul", new[] { 1f, 12, 3, 4, 45 })]
    [InlineData("max", new[] { 1f, 3, 3, 4, 9 })]
    [InlineData("min", new[] { 1f, 2, 3, 4, 5 })]
    public void ScatterElements_combines_along_the_axis(string reduction, float[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[,] { { 1f, 2, 3, 4, 5 } });
        // The second element is met twice but for none, whose result would be open.
        var (indices, updates) = reduction is "none"
            ? (new long[,] { { 1, 4 } }, new[,] { { 3f, 9 } })
            : (new long[,] { { 1, -1, 1 } }, new[,] { { 3f, 9, 2 } });

        var y = SingleNode.Run("ScatterElements", [x, tensor(indices), tensor(updates)], NodeAttributes.Of(("axis", 1), ("reduction", reduction)), opset: 18)[0];

        TensorAssert.Close(tensor(expected).reshape(1, 5), y, 0);
    }

    [Fact]
    public void ScatterElements_along_the_first_axis_keeps_columns()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("ScatterElements", [zeros(3, 3), tensor(new long[,] { { 1, 0, 2 }, { 0, 2, 1 } }), tensor(new[,] { { 1f, 1.1f, 1.2f }, { 2, 2.1f, 2.2f } })])[0];

        TensorAssert.Close(tensor(new[,] { { 2f, 1.1f, 0 }, { 1, 0, 2.2f }, { 0, 2.1f, 1.2f } }), y, 0);
    }
}
