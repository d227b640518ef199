using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class GatherTests
{
    [Fact]
    public void Gather_replaces_the_axis_by_the_axes_of_the_indices()
    {
        using var scope = NewDisposeScope();
        var x = arange(24, ScalarType.Int64).reshape(2, 3, 4);
        var indices = tensor(new long[,] { { 2, 0 }, { -1, -3 } });

        var y = SingleNode.Run("Gather", [x, indices], NodeAttributes.Of(("axis", 1)))[0];

        Assert.Equal([2, 2, 2, 4], y.shape);
        for (var i = 0; i < 2; i++)
        {
            TensorAssert.Close(x[i, 2], y[i, 0, 0], 0);
            TensorAssert.Close(x[i, 0], y[i, 0, 1], 0);
            TensorAssert.Close(x[i, 2], y[i, 1, 0], 0);
            TensorAssert.Close(x[i, 0], y[i, 1, 1], 0);
        }
    }

    [Fact]
    public void Gather_by_a_scalar_removes_the_axis()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Gather", [tensor(new long[] { 5, 6, 7 }), tensor(1)])[0];

        Assert.Empty(y.shape);
        Assert.Equal(6, y.item<long>());
    }

    [Fact]
    public void Gather_of_an_embedding_sums_gradients_of_repeated_rows()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3, 2, requires_grad: true);

        SingleNode.Run("Gather", [x, tensor(new long[] { 1, 1, 2 })])[0].sum().backward();

        TensorAssert.Close(tensor(new float[,] { { 0, 0 }, { 2, 2 }, { 1, 1 } }), x.grad!, 0);
    }

    [Fact]
    public void Gather_beyond_the_axis_is_refused_by_name()
    {
        using var scope = NewDisposeScope();

        Assert.Contains("'Gather'", Assert.Throws<GraphException>(() => SingleNode.Run("Gather", [zeros(3), tensor(new long[] { 3 })])).Message, StringComparison.Ordinal);
    }
}
