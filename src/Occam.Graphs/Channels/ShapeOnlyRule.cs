namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.ShapeOnly"/>
internal sealed class ShapeOnlyRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        // Sizes are re-read when the network runs; where a constant depends on them, slicing checks every shape afterwards.
    }
}
