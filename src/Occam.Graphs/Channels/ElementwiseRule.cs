namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Elementwise"/>
internal sealed class ElementwiseRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        // A zeroed channel divided by itself is not a number, which no zero weight behind takes away.
        var pole = node.OpType switch { "Log" or "Reciprocal" => node.Input(0), "Div" or "Mod" => node.Input(1), _ => null };
        if (pole is { IsConstant: false } && trace.PlaceOf(pole) is { } place)
        {
            foreach (var axis in place.Ids.Axes)
            {
                place.MarkNotZeroEquivalent(axis, $"'{node.Name}' ({node.OpType}) has no finite value at zero");
            }
        }

        Meet(node, trace, node.Inputs.OfType<Value>());
    }

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
            BindConstant(node, trace, constant, met, reason);
        }

        foreach (var further in node.Outputs.Skip(1).OfType<Value>())
        {
            trace.Set(further, met);
        }
    }

    private static void FreezeUncut(IdTensor met, IdTensor own, ChannelIds ids, string reason)
    {
        if (Array.TrueForAll(own.Ids, id => id != 0))
        {
            return;
        }

        long[] sizes = [.. met.Sizes.Zip(own.Sizes, Math.Max)];
        foreach (var (a, b) in met.Spread(sizes).Zip(own.Spread(sizes)))
        {
            if (b == 0)
            {
                ids.Freeze(a, reason);
            }
        }
    }

    private static void BindConstant(Node node, ChannelTrace trace, Value constant, IdTensor met, string reason)
    {
        var sizes = trace.Sizes(constant);
        var own = met.ReduceTo(sizes);
        if (own.Axes.Length > 0 && Array.TrueForAll(own.Ids, id => id != 0))
        {
            trace.Bind(constant, own, reason);
            return;
        }

        // Along an axis where several channels share a position of the constant, the position leaves when all of them do.
        var lead = met.Sizes.Length - sizes.Length;
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] > 1 && met.Sizes[axis + lead] == sizes[axis])
            {
                trace.Bind(constant, IdTensor.Along(axis, sizes.Length, trace.Shared(met, axis + lead, node)), reason);
            }
        }
    }

    private static IdTensor Unite(IdTensor a, IdTensor b, ChannelIds ids)
    {
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.IsEmpty ? b : a;
        }

        var rank = Math.Max(a.Sizes.Length, b.Sizes.Length);
        var sizes = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            sizes[i] = Math.Max(a.Sizes[i], b.Sizes[i]);
        }

        var (x, y) = ((long[])a.Spread(sizes).Clone(), b.Spread(sizes));
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
