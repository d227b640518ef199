namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Reduction"/>
internal sealed class ReductionRule : AxisRule
{
    // Zeros add nothing to these.
    private static readonly string[] Sums = ["ReduceSum", "ReduceL1", "ReduceL2", "ReduceSumSquare"];

    internal override void Trace(Node node, ChannelTrace trace)
    {
        var (input, output) = (node.Input(0), node.Outputs[0]!);
        var ids = trace.Of(input);
        if (ids.IsEmpty)
        {
            return;
        }

        var full = trace.Sizes(input);
        var reduced = ReducedAxes(node, full.Length);
        if (reduced is null)
        {
            Boundary.Trace(node, trace);
            return;
        }

        foreach (var axis in reduced.Where(axis => ids.Sizes[axis] > 1 && !Sums.Contains(node.OpType)))
        {
            trace.PlaceOf(input)?.MarkNotZeroEquivalent(axis, $"'{node.Name}' ({node.OpType}) takes statistics over it");
        }

        // What is left: the ids along the other axes, where those reduced away agree.
        long[] kept = [.. full.Select((size, axis) => reduced.Contains(axis) ? 1 : size)];
        var passing = ids.ReduceTo(kept);
        var keepDims = trace.Sizes(output).Length == full.Length;
        trace.Set(output, keepDims ? passing : new IdTensor([.. passing.Sizes.Where((_, axis) => !reduced.Contains(axis))], passing.Ids));
    }

    private static int[]? ReducedAxes(Node node, int rank)
    {
        var axes = node.OpType is "ArgMax" or "ArgMin" ? [node.Int("axis", 0)]
            : node.Ints("axes") ?? (node.OptionalInput(1) is { } given ? given.Constant is { } constant ? Ops.HostValues.ToLongs(constant.Tensor) : null : []);
        if (axes is null)
        {
            return null;
        }

        return axes.Length > 0 ? [.. axes.Select(axis => (int)(axis < 0 ? axis + rank : axis))]
            : node.Int("noop_with_empty_axes", 0) != 0 ? [] : [.. Enumerable.Range(0, rank)];
    }
}
