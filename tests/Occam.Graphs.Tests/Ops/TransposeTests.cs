using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class TransposeTests
{
    [Fact]
    public void Transpose_with_perm_moves_each_element()
    {
        using var scope = NewDisposeScope();
        var x = arange(24, ScalarType.Int64).reshape(2, 3, 4);

        var y = SingleNode.Run("Transpose", [x], NodeAttributes.Of(("perm", new long[] { 2, 0, 1 })))[0];

        Assert.Equal([4, 2, 3], y.shape);
        for (var i = 0; i < 24; i++)
        {
            Assert.Equal(i, y[i % 4, i / 12, i / 4 % 3].item<long>());
        }
    }

    [Fact]
    public void Transpose_without_perm_reverses_the_axes()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Transpose", [zeros(2, 3, 4)])[0];

        Assert.Equal([4, 3, 2], y.shape);
    }

    [Fact]
    public void Transpose_with_perm_of_another_rank_is_refused_by_name()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<GraphException>(() => SingleNode.Run("Transpose", [zeros(2, 3)], NodeAttributes.Of(("perm", new long[] { 0 }))));

        Assert.Contains("'Transpose'", error.Message, StringComparison.Ordinal);
    }
}
