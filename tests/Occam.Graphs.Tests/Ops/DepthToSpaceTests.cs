using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class DepthToSpaceTests
{
    [Theory]
    [InlineData("DCR")]
    [InlineData("CRD")]
    public void DepthToSpace_places_each_channel(string mode)
    {
        using var scope = NewDisposeScope();
        const int Block = 2, Channels = 3;
        var x = arange(1 * Channels * Block * Block * 2 * 2, ScalarType.Int64).reshape(1, Channels * Block * Block, 2, 2);

        var y = SingleNode.Run("DepthToSpace", [x], NodeAttributes.Of(("blocksize", Block), ("mode", mode)))[0];

        Assert.Equal([1, Channels, 4, 4], y.shape);
        for (var c = 0; c < Channels; c++)
        {
            for (var i = 0; i < 16; i++)
            {
                var (h, w) = (i / 4, i % 4);
                var offset = (h % Block * Block) + (w % Block);
                var source = mode is "DCR" ? (offset * Channels) + c : (c * Block * Block) + offset;
                Assert.Equal(x[0, source, h / Block, w / Block].item<long>(), y[0, c, h, w].item<long>());
            }
        }
    }

    [Fact]
    public void DepthToSpace_of_channels_that_do_not_divide_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<GraphException>(() => SingleNode.Run("DepthToSpace", [zeros(1, 6, 2, 2)], NodeAttributes.Of(("blocksize", 2))));
    }
}
