namespace Occam.Graphs.Channels;

/// <summary>
/// A product of two tensors whose axes carry labels, as in Einsum: a label of both operands that the result lacks is contracted, one that
/// it has is a batch axis; a label of one operand passes.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="trace">The trace.</param>
/// <param name="output">The labels of the result's axes.</param>
internal sealed class LabelledProduct(Node node, ChannelTrace trace, int[] output)
{
    private const int Nothing = int.MaxValue;

    /// <summary>Carries ids from the operands to the result.</summary>
    public void Trace(Value left, int[] leftLabels, Value right, int[] rightLabels)
    {
        switch (left.IsConstant, right.IsConstant)
        {
            case (false, true):
                Weighted(left, leftLabels, right, rightLabels);
                break;
            case (true, false):
                Weighted(right, rightLabels, left, leftLabels);
                break;
            case (false, false):
                Computed(trace.Of(left), leftLabels, trace.Of(right), rightLabels);
                break;
            default:
                break;
        }
    }

    private void Weighted(Value input, int[] labels, Value weight, int[] weightLabels)
    {
        var ids = trace.Of(input);
        var sizes = trace.Sizes(weight);
        var shared = weightLabels.Where((label, axis) => sizes[axis] > 1 && labels.Contains(label)).ToArray();
        var varying = labels.Where((_, axis) => ids.Sizes[axis] > 1).ToArray();
        if (varying.Any(label => shared.Contains(label) && output.Contains(label)))
        {
            trace.Freeze(ids, $"lies along an axis at which '{node.Name}' ({node.OpType}) has weights of its own for each position");
            varying = [];
            ids = IdTensor.None(labels.Length);
        }

        var contracted = varying.Where(shared.Contains).ToArray();
        var passing = varying.Where(output.Contains).ToArray();
        var own = Produce(weight, weightLabels, labels);
        if (passing.Length > 0 && contracted.Length == 0)
        {
            foreach (var id in own.Ids)
            {
                trace.Ids.Freeze(id, $"lies across the channels that pass through '{node.Name}' ({node.OpType})");
            }

            trace.Set(node.Outputs[0]!, ids.Relabel(labels, output));
            return;
        }

        if (contracted.Length > 0)
        {
            BindContracted(ids, labels, weight, weightLabels, contracted, passing.Length > 0);
        }

        trace.Bind(weight, own, ConvolutionRule.Shared(weight, node));
        trace.Set(node.Outputs[0]!, own.Relabel(weightLabels, output));
    }

    // New ids over all axes that only the weights have: a width, or heads and head sizes.
    private IdTensor Produce(Value weight, int[] weightLabels, int[] labels)
    {
        var sizes = trace.Sizes(weight);
        long[] own = [.. sizes.Select((size, axis) => output.Contains(weightLabels[axis]) && !labels.Contains(weightLabels[axis]) ? size : 1)];
        return new IdTensor(own, ContractionRule.Produce(node, trace, own.Aggregate(1L, (product, size) => product * size)));
    }

    private void BindContracted(IdTensor ids, int[] labels, Value weight, int[] weightLabels, int[] contracted, bool passes)
    {
        if (passes && contracted.Length > 1)
        {
            trace.Freeze(ids, $"lies along several axes of '{node.Name}' ({node.OpType})");
            return;
        }

        if (passes)
        {
            var axis = Array.IndexOf(labels, contracted[0]);
            ids = IdTensor.Along(axis, labels.Length, trace.Contracted(ids, axis, ids.Sizes[axis])!);
        }

        // A position that all of the rest share (summed away) is not left in the labels of the weights.
        if (ids.Axes.All(axis => weightLabels.Contains(labels[axis])))
        {
            trace.Bind(weight, ids.Relabel(labels, weightLabels), ConvolutionRule.Shared(weight, node));
        }
        else
        {
            trace.Freeze(ids, $"lies along several axes of '{node.Name}' ({node.OpType})");
        }
    }

    private void Computed(IdTensor left, int[] leftLabels, IdTensor right, int[] rightLabels)
    {
        int[] varying = [.. leftLabels.Where((_, axis) => left.Sizes[axis] > 1).Union(rightLabels.Where((_, axis) => right.Sizes[axis] > 1))];
        int[] both = [.. varying.Where(label => leftLabels.Contains(label) && rightLabels.Contains(label))];
        int[] batch = [.. both.Where(output.Contains)];
        int[] contracted = [.. both.Except(batch)];
        int[] rows = [.. varying.Except(both).Where(leftLabels.Contains)];
        int[] columns = [.. varying.Except(both).Where(rightLabels.Contains)];
        if (rows.Length > 1 || columns.Length > 1 || rows.Concat(columns).Any(label => !output.Contains(label)))
        {
            var reason = $"lies along several axes of '{node.Name}' ({node.OpType})";
            trace.Freeze(left, reason);
            trace.Freeze(right, reason);
            return;
        }

        int[] row = rows.Length == 0 ? [Nothing] : rows;
        int[] column = columns.Length == 0 ? [Nothing - 1] : columns;
        var a = left.Relabel(leftLabels, [.. batch, .. row, .. contracted]).Merge(batch.Length + 1);
        var b = right.Relabel(rightLabels, [.. batch, .. contracted, .. column]);
        b = b.Relabel([.. batch, .. contracted, .. column], [.. batch, .. column, .. contracted]).Merge(batch.Length + 1);
        b = b.Relabel([.. batch, column[0], Nothing - 2], [.. batch, Nothing - 2, column[0]]);
        if (ProductRule.Multiply(node, trace, a, b) is { } result)
        {
            trace.Set(node.Outputs[0]!, result.Relabel([.. batch, row[0], column[0]], output));
        }
    }
}
