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

        var why = Sums.Contains(node.OpType) ? trace.WhyNotZero(input) : $"'{node.Name}' ({node.OpType}) takes statistics over it";
        foreach (var axis in reduced.Where(axis => ids.Sizes[axis] > 1 && why is not null))
        {
            trace.PlaceOf(input)?.MarkNotZeroEquivalent(axis, why!);
        }

        // What is left: the ids along the other axes, where those reduced away agree.
        long[] kept = [.. full.Select((size, axis) => reduced.Contains(axis) ? 1 : size)];
        var passing = ids.ReduceTo(kept);
        if (ids.Axes.Any(reduced.Contains) && ids.Axes.Except(reduced).ToArray() is [var left] && IsApart(ids.Positions(left)))
        {
            // Rows of channels of their own (maxout): a position of the result leaves when all that it was made from do.
            passing = IdTensor.Along(left, full.Length, trace.Shared(ids, left, node));
        }

        var keepDims = trace.Sizes(output).Length == full.Length;
        trace.Set(output, keepDims ? passing : new IdTensor([.. passing.Sizes.Where((_, axis) => !reduced.Contains(axis))], passing.Ids));
    }

    private static bool IsApart(HashSet<long>[] positions) =>
        positions.Sum(position => position.Count) == positions.SelectMany(position => position).Distinct().Count() && Array.TrueForAll(positions, position => position.Count > 0);

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
