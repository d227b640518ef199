using Occam.Graphs.Ops;

namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.AlongAxis"/>
internal sealed class AlongAxisRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        var input = node.Input(0);
        var ids = trace.Of(input);
        if (ids.IsEmpty)
        {
            return;
        }

        var rank = ids.Sizes.Length;
        var stated = node.OpType == "CumSum" ? node.OptionalInput(1)?.Constant is { } constant ? constant.Tensor.ToLong() : (long?)null : node.Int("axis", -1);
        if (stated is not { } axis || ids.Sizes[axis < 0 ? axis + rank : axis] > 1)
        {
            Boundary.Trace(node, trace);
            return;
        }

        foreach (var output in node.Outputs.OfType<Value>())
        {
            trace.Set(output, ids);
        }
    }
}
