using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class ArgPositionTests
{
    [Theory]
    [InlineData("ArgMax", 0, new[] { 1L, 0 })]
    [InlineData("ArgMax", 1, new[] { 3L, 2 })]
    [InlineData("ArgMin", 0, new[] { 0L, 1 })]
    [InlineData("ArgMin", 1, new[] { 2L, 3 })]
    public void Position_of_equal_elements_is_the_first_or_the_last(string name, long last, long[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, 4f, 1f, 4f, 9f, 2f, 9f, 2f], [2, 4]);

        var y = SingleNode.Run(name, [x], new() { ["axis"] = new IntAttribute(-1), ["select_last_index"] = new IntAttribute(last), ["keepdims"] = new IntAttribute(0) })[0];

        Assert.Equal(ScalarType.Int64, y.dtype);
        Assert.Equal(expected, y.data<long>().ToArray());
    }

    [Fact]
    public void Position_with_defaults_is_along_the_first_axis_and_keeps_it()
    {
        using var scope = NewDisposeScope();

        var y = SingleNode.Run("ArgMax", [tensor([1f, 4f, 3f, 2f], [2, 2])])[0];

        Assert.Equal([1L, 2], y.shape);
        Assert.Equal([1L, 0], y.data<long>().ToArray());
    }
}
