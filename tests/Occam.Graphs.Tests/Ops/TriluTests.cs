using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class TriluTests
{
    [Theory]
    [InlineData(1, 0, new long[] { 1, 2, 3, 0, 5, 6 })]
    [InlineData(1, 1, new long[] { 0, 2, 3, 0, 0, 6 })]
    [InlineData(0, 0, new long[] { 1, 0, 0, 4, 5, 0 })]
    [InlineData(0, -1, new long[] { 0, 0, 0, 4, 0, 0 })]
    public void Trilu_keeps_a_triangle(int upper, long k, long[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("Trilu", [tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } }), tensor(k)], NodeAttributes.Of(("upper", upper)))[0];

        Assert.Equal(expected, y.data<long>().ToArray());
    }
}
