namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Boundary"/>
internal sealed class BoundaryRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        foreach (var input in node.Inputs.Concat(node.Captures).OfType<Value>())
        {
            trace.Freeze(input, Reason(node));
        }
    }

    internal static string Reason(Node node) => node.Operator is null
        ? $"reaches node '{node.Name}', whose operator {node.OpType} Occam does not know"
        : $"reaches node '{node.Name}' ({node.OpType}), through which channels are not followed";
}
