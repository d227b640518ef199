using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class EyeLikeTests
{
    [Theory]
    [InlineData(0, new long[] { 1, 0, 0, 0, 1, 0 })]
    [InlineData(1, new long[] { 0, 1, 0, 0, 0, 1 })]
    [InlineData(-1, new long[] { 0, 0, 0, 1, 0, 0 })]
    public void EyeLike_has_ones_on_the_diagonal(int k, long[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("EyeLike", [ones(2, 3)], NodeAttributes.Of(("k", k), ("dtype", (long)ElementType.Int64)))[0];

        Assert.Equal(expected, y.data<long>().ToArray());
    }
}
