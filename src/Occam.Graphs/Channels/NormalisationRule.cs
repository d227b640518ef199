namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Normalisation"/>
internal sealed class NormalisationRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        var input = node.Input(0);
        var ids = trace.Of(input);
        if (ids.IsEmpty)
        {
            return;
        }

        var rank = trace.Sizes(input).Length;
        if (NormalisedAxes(node, rank) is not { } axes)
        {
            Boundary.Trace(node, trace);
            return;
        }

        foreach (var axis in axes.Where(axis => ids.Sizes[axis] > 1))
        {
            trace.PlaceOf(input)?.MarkNotZeroEquivalent(axis, $"'{node.Name}' ({node.OpType}) takes statistics over it");
        }

        if (node.OpType is "InstanceNormalization")
        {
            trace.Set(node.Outputs[0]!, ids);
            ChannelParametersRule.BindChannels(node, trace, input, node.Inputs.Skip(1).OfType<Value>());
        }
        else
        {
            ElementwiseRule.Meet(node, trace, node.Inputs.OfType<Value>());
        }
    }

    private static int[]? NormalisedAxes(Node node, int rank)
    {
        switch (node.OpType)
        {
            case "LayerNormalization":
                var first = Axis(node.Int("axis", -1), rank);
                return [.. Enumerable.Range(first, rank - first)];
            case "Softmax" or "LogSoftmax" or "Hardmax" when node.OpsetVersion < 13:
                var start = Axis(node.Int("axis", 1), rank);
                return [.. Enumerable.Range(start, rank - start)];
            case "Softmax" or "LogSoftmax" or "Hardmax" or "LpNormalization":
                return [Axis(node.Int("axis", -1), rank)];
            case "LRN":
                return [1];
            case "MeanVarianceNormalization":
                return [.. (node.Ints("axes") ?? [0, 2, 3]).Select(axis => Axis(axis, rank))];
            case "InstanceNormalization":
                return [.. Enumerable.Range(2, rank - 2)];
            default:
                return null;
        }
    }

    private static int Axis(long axis, int rank) => (int)(axis < 0 ? axis + rank : axis);
}
