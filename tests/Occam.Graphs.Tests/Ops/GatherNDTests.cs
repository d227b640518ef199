using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class GatherNDTests
{
    [Fact]
    public void GatherND_of_full_tuples_selects_elements()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("GatherND", [tensor(new long[,] { { 0, 1 }, { 2, 3 } }), tensor(new long[,] { { 0, 0 }, { 1, -1 } })])[0];

        Assert.Equal([0, 3], y.data<long>().ToArray());
    }

    [Fact]
    public void GatherND_of_short_tuples_selects_slices()
    {
        using var scope = NewDisposeScope();
        var x = arange(8, ScalarType.Int64).reshape(2, 2, 2);

        var y = SingleNode.Run("GatherND", [x, tensor(new long[] { 0, 1, 1, 0 }).reshape(2, 1, 2)])[0];

        TensorAssert.Close(tensor(new long[] { 2, 3, 4, 5 }).reshape(2, 1, 2), y, 0);
    }

    [Fact]
    public void GatherND_with_batch_dims_pairs_the_first_axes()
    {
        using var scope = NewDisposeScope();
        var x = arange(8, ScalarType.Int64).reshape(2, 2, 2);

        var y = SingleNode.Run("GatherND", [x, tensor(new long[,] { { 1 }, { 0 } })], NodeAttributes.Of(("batch_dims", 1)))[0];

        TensorAssert.Close(tensor(new long[,] { { 2, 3 }, { 4, 5 } }), y, 0);
    }

    [Fact]
    public void GatherND_beyond_an_axis_is_refused_although_the_position_exists()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("GatherND", [zeros(2, 2), tensor(new long[,] { { 0, 2 } })]));
    }
}
