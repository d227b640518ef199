using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class CumSumTests
{
    [Theory]
    [InlineData(0, 0, new[] { 1, 3, 6 })]
    [InlineData(1, 0, new[] { 0, 1, 3 })]
    [InlineData(0, 1, new[] { 6, 5, 3 })]
    [InlineData(1, 1, new[] { 5, 3, 0 })]
    public void CumSum_is_inclusive_or_exclusive_from_either_end(long exclusive, long reverse, int[] expected)
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run(
            "CumSum",
            [tensor(new[] { 1, 2, 3 }), tensor(-1)],
            new() { ["exclusive"] = new IntAttribute(exclusive), ["reverse"] = new IntAttribute(reverse) })[0];

        Assert.Equal(expected, y.data<int>().ToArray());
    }

    [Fact]
    public void CumSum_along_the_first_axis_adds_rows()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("CumSum", [tensor([1f, 2, 3, 4], [2, 2]), tensor(0L)])[0];

        TensorAssert.Close(tensor([1f, 2, 4, 6], [2, 2]), y);
    }
}
