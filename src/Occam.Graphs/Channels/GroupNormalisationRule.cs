namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.GroupNormalisation"/>
/// <remarks>
/// Groups stay equally wide. Where there are at least as many groups as channels in one, whole groups leave, which is the same as zeroing
/// them; else the same position of every group leaves, which changes the statistics.
/// </remarks>
internal sealed class GroupNormalisationRule : AxisRule
{
    /// <summary>Whether whole groups leave, rather than a position of every group.</summary>
    public static bool LosesGroups(long channels, long groups) => channels / groups <= groups;

    internal override void Trace(Node node, ChannelTrace trace)
    {
        var input = node.Input(0);
        var ids = trace.Of(input);
        trace.Set(node.Outputs[0]!, ids);
        if (ids.IsEmpty)
        {
            return;
        }

        var channels = trace.Sizes(input)[1];
        if (node.Inputs.Skip(1).Any(value => value is { IsConstant: false }) || trace.Contracted(ids, 1, channels) is not { } vector)
        {
            Boundary.Trace(node, trace);
            return;
        }

        var groups = node.Int("num_groups", 1);
        var width = channels / groups;
        var whole = LosesGroups(channels, groups);
        for (var c = 0L; c < channels; c++)
        {
            var partner = whole ? c / width * width : c % width;
            if (vector[c] != vector[partner])
            {
                trace.Ids.Unite(vector[c], vector[partner], $"shares a group of '{node.Name}' ({node.OpType}) with channels that have to stay");
            }
        }

        if (!whole)
        {
            trace.PlaceOf(input)?.MarkNotZeroEquivalent(1, $"'{node.Name}' ({node.OpType}) takes statistics over it");
        }

        BindParameters(node, trace, vector, whole ? width : 0);
    }

    // One of each a channel, or before version 21 one a group.
    private static void BindParameters(Node node, ChannelTrace trace, long[] vector, long width)
    {
        foreach (var parameter in node.Inputs.Skip(1).OfType<Value>())
        {
            var perGroup = trace.Sizes(parameter)[0] != vector.LongLength;
            if (!perGroup || width > 0)
            {
                long[] own = perGroup ? [.. vector.Where((_, c) => c % width == 0)] : vector;
                trace.Bind(parameter, IdTensor.Along(0, 1, own), ConvolutionRule.Shared(parameter, node));
            }
        }
    }
}
