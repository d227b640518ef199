using Occam.Graphs.Ops;
using Occam.Graphs.Shapes;

namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Elementwise"/>
internal sealed class ElementwiseRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace) => Meet(node, trace, node.Inputs.OfType<Value>());

    /// <summary>Unites the ids of operands that meet elementwise, binds the constants among them, and sets the output.</summary>
    internal static void Meet(Node node, ChannelTrace trace, IEnumerable<Value> operands)
    {
        var output = node.Outputs[0]!;
        var rank = trace.Sizes(output).Length;
        var reason = $"meets a value without channels of its own at '{node.Name}' ({node.OpType})";
        var computed = operands.Where(value => !value.IsConstant).ToArray();
        var met = IdTensor.None(rank);
        foreach (var value in computed)
        {
            met = Unite(met, trace.Of(value).WithRank(rank), trace.Ids);
        }

        // A computed operand that spans a channel's position but has no channel there (derived from the network's input) cannot be cut.
        foreach (var value in computed)
        {
            FreezeUncut(met.ReduceTo(trace.Sizes(value)), trace.Of(value), trace.Ids, reason);
        }

        trace.Set(output, met);
        foreach (var constant in operands.Where(value => value.IsConstant))
        {
            trace.Bind(constant, met.ReduceTo(trace.Sizes(constant)) is var bound && Spans(bound, trace.Sizes(constant)) ? bound : IdTensor.None(trace.Sizes(constant).Length), reason);
        }

        foreach (var further in node.Outputs.Skip(1).OfType<Value>())
        {
            trace.Set(further, met);
        }
    }

    private static void FreezeUncut(IdTensor met, IdTensor own, ChannelIds ids, string reason)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        long[] sizes = [.. met.Sizes.Zip(own.Sizes, Math.Max)];
        foreach (var (a, b) in met.Expand(sizes).ToLongs().Zip(own.Expand(sizes).ToLongs()))
        {
            if (b == 0)
            {
                ids.Freeze(a, reason);
            }
        }
    }

    // A constant of one element follows no channel, even where all elements it meets are of one.
    private static bool Spans(IdTensor bound, long[] sizes) => bound.Axes.Length > 0 && sizes.Product() > 1;

    private static IdTensor Unite(IdTensor a, IdTensor b, ChannelIds ids)
    {
        var rank = Math.Max(a.Sizes.Length, b.Sizes.Length);
        var sizes = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            sizes[i] = Math.Max(a.Sizes[i], b.Sizes[i]);
        }

        using var scope = TorchSharp.torch.NewDisposeScope();
        var (x, y) = (a.Expand(sizes).ToLongs(), b.Expand(sizes).ToLongs());
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != 0 && y[i] != 0)
            {
                ids.Unite(x[i], y[i], string.Empty);
            }
            else if (x[i] == 0)
            {
                x[i] = y[i];
            }
        }

        return new IdTensor(sizes, x);
    }
}
