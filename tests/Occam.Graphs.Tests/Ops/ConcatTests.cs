using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ConcatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Concat_joins_along_the_axis(int axis)
    {
        using var scope = NewDisposeScope();
        var a = tensor(new long[,] { { 1 }, { 2 } });
        var b = tensor(new long[,] { { 3, 4 }, { 5, 6 } });

        var y = SingleNode.Run("Concat", [a, b], NodeAttributes.Of(("axis", axis)))[0];

        TensorAssert.Close(tensor(new long[,] { { 1, 3, 4 }, { 2, 5, 6 } }), y, 0);
    }

    [Fact]
    public void Concat_of_one_tensor_does_not_return_the_input_itself()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);

        var y = SingleNode.Run("Concat", [x], NodeAttributes.Of(("axis", 0)))[0];

        Assert.NotSame(x, y);
        TensorAssert.Close(x, y, 0);
    }

    [Fact]
    public void Concat_without_axis_is_refused() =>
        Assert.Contains("'axis'", Assert.Throws<GraphException>(() => SingleNode.Run("Concat", [zeros(1)])).Message, StringComparison.Ordinal);
}
