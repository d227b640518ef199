using Occam.Graphs.Shapes;

namespace Occam.Graphs.Channels;

/// <summary>Carries channel ids through a graph, node by node.</summary>
internal static class ChannelTracer
{
    public static ChannelTrace Trace(Graph graph, ShapeTable shapes)
    {
        var trace = new ChannelTrace(shapes);
        foreach (var node in graph.Nodes)
        {
            var known = node.Inputs.Concat(node.Captures).Concat(node.Outputs).OfType<Value>().All(trace.IsKnown);
            (known && node.Operator is { } op ? op.Axes : AxisRule.Boundary).Trace(node, trace);
            if (known && ZeroRule.WhyNotZero(node, trace) is { } reason)
            {
                foreach (var output in node.Outputs.OfType<Value>())
                {
                    trace.MarkNotZero(output, reason);
                }
            }
        }

        foreach (var output in graph.Outputs)
        {
            trace.Freeze(output, $"is returned by the network as '{output.Name}'");
        }

        foreach (var constant in graph.Constants)
        {
            foreach (var use in constant.Uses.Where(use => use.Node.Operator?.Axes is null or BoundaryRule))
            {
                trace.FreezeConstant(constant, BoundaryRule.Reason(use.Node));
            }
        }

        return trace;
    }
}
