namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Spatial"/>
internal sealed class SpatialRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        var input = node.Input(0);
        var ids = trace.Of(input);
        if (ids.IsEmpty)
        {
            return;
        }

        if (ids.Axes.Any(axis => axis > 1))
        {
            trace.Freeze(ids, $"lies along a spatial axis of '{node.Name}' ({node.OpType})");
            return;
        }

        foreach (var output in node.Outputs.OfType<Value>())
        {
            trace.Set(output, ids);
        }
    }
}
