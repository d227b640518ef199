namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.ChannelParameters"/>
internal sealed class ChannelParametersRule : AxisRule
{
    private const int ChannelAxis = 1;

    internal override void Trace(Node node, ChannelTrace trace)
    {
        var input = node.Input(0);
        trace.Set(node.Outputs[0]!, trace.Of(input));
        BindChannels(node, trace, input, node.Inputs.Skip(1).OfType<Value>());
    }

    /// <summary>Binds vectors of one element a channel to what stands at each position of axis 1.</summary>
    internal static void BindChannels(Node node, ChannelTrace trace, Value input, IEnumerable<Value> parameters)
    {
        var ids = trace.Of(input);
        var channels = trace.Sizes(input)[ChannelAxis];
        var vector = ids.Along(ChannelAxis, channels);
        if (vector is null && ids.Sizes[ChannelAxis] == channels && channels > 1)
        {
            // Several channels share a position (GroupNorm behind a reshape): the parameter leaves when all of them do.
            vector = trace.Shared(ids, ChannelAxis, node);
        }

        foreach (var parameter in parameters)
        {
            if (!parameter.IsConstant)
            {
                trace.Freeze(ids, $"is scaled by a computed value at '{node.Name}' ({node.OpType})");
            }
            else if (vector is not null)
            {
                trace.Bind(parameter, IdTensor.Along(0, 1, vector), $"shares the constant '{parameter.Name}' at '{node.Name}'");
            }
        }
    }
}
