using Occam.Testing;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Ops;

public sealed class SplitTests
{
    [Fact]
    public void Split_before_opset_13_reads_the_attribute() =>
        Check([[0, 1], [2, 3, 4]], 5, [], NodeAttributes.Of(("split", new long[] { 2, 3 })), 11);

    [Fact]
    public void Split_from_opset_13_reads_the_input()
    {
        using var scope = NewDisposeScope();
        Check([[0], [1, 2, 3, 4], []], 5, [tensor(new long[] { 1, 4, 0 })], null, 13);
    }

    [Fact]
    public void Split_without_sizes_cuts_equal_parts() => Check([[0, 1], [2, 3], [4, 5]], 6, [], null, 13);

    [Fact]
    public void Split_by_num_outputs_leaves_the_last_part_smaller() =>
        Check([[0, 1], [2, 3], [4]], 5, [], NodeAttributes.Of(("num_outputs", 3)), 18);

    [Fact]
    public void Split_into_equal_parts_that_do_not_fit_is_refused_before_opset_18() =>
        Assert.Throws<GraphException>(() => Check([[0], [1]], 5, [], null, 13));

    [Fact]
    public void Split_sizes_that_do_not_sum_to_the_axis_are_refused() =>
        Assert.Throws<GraphException>(() => Check([[0], [1]], 5, [], NodeAttributes.Of(("split", new long[] { 2, 2 })), 11));

    private static void Check(long[][] expected, int size, Tensor[] further, Dictionary<string, Occam.Graphs.Attributes.AttributeValue>? attributes, long opset)
    {
        using var scope = NewDisposeScope();
        var x = arange(size, ScalarType.Int64);

        var parts = SingleNode.Run("Split", [x, .. further], attributes, opset, expected.Length);

        Assert.Equal(expected, parts.Select(part => part.contiguous().data<long>().ToArray()));
    }
}
