using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

/// <summary>Softmax, LogSoftmax and Hardmax: along one axis, and before version 13 over a matrix.</summary>
public sealed class SoftmaxTests
{
    [Fact]
    public void Softmax_from_13_sums_to_one_along_its_axis()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 4);

        TensorAssert.Close(ones(2, 3), SingleNode.Run("Softmax", [x], opset: 13)[0].sum(-1));
        TensorAssert.Close(ones(2, 4), SingleNode.Run("Softmax", [x], new() { ["axis"] = new IntAttribute(1) }, opset: 13)[0].sum(1));
    }

    [Fact]
    public void Softmax_before_13_sums_to_one_over_all_axes_from_the_given_one_on()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 4);

        TensorAssert.Close(ones(2), SingleNode.Run("Softmax", [x], opset: 12)[0].sum([1, 2]));
        TensorAssert.Close(ones(2, 3), SingleNode.Run("Softmax", [x], new() { ["axis"] = new IntAttribute(2) }, opset: 11)[0].sum(-1));
        TensorAssert.Close(ones([]), SingleNode.Run("Softmax", [x], new() { ["axis"] = new IntAttribute(0) }, opset: 11)[0].sum());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    public void Softmax_of_known_row_is_the_closed_form(long opset)
    {
        using var scope = NewDisposeScope();
        var x = tensor([0.0, Math.Log(2), Math.Log(5)], [1, 3]);

        TensorAssert.Close(tensor([0.125, 0.25, 0.625], [1, 3]), SingleNode.Run("Softmax", [x], opset: opset)[0], 1e-12);
        TensorAssert.Close(tensor([Math.Log(0.125), Math.Log(0.25), Math.Log(0.625)], [1, 3]), SingleNode.Run("LogSoftmax", [x], opset: opset)[0], 1e-12);
    }

    [Theory]
    [InlineData(11, 1, new[] { 0f, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0 })]
    [InlineData(13, 2, new[] { 0f, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0 })]
    public void Hardmax_marks_the_first_largest(long opset, long axis, float[] expected)
    {
        using var scope = NewDisposeScope();
        var x = tensor([1f, 3, 3, 7, 0, 7, 5, 5, 5, 2, 2, 1], [2, 2, 3]);

        var y = SingleNode.Run("Hardmax", [x], new() { ["axis"] = new IntAttribute(axis) }, opset)[0];

        TensorAssert.Close(tensor(expected, [2, 2, 3]), y);
    }
}
