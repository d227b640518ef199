using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class TileTests
{
    [Fact]
    public void Tile_repeats_along_each_axis()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Tile", [tensor(new long[,] { { 1, 2 } }), tensor(new long[] { 2, 3 })])[0];

        TensorAssert.Close(tensor(new long[,] { { 1, 2, 1, 2, 1, 2 }, { 1, 2, 1, 2, 1, 2 } }), y, 0);
    }

    [Theory]
    [InlineData(new[] { 1L << 40 })]
    [InlineData(new[] { -1L })]
    [InlineData(new[] { 2L, 2L })]
    public void Tile_by_hostile_repeats_is_refused(long[] repeats)
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("Tile", [ones(2), tensor(repeats)]));
    }
}
