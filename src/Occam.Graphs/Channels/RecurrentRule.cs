namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Recurrent"/>
/// <remarks>
/// Weights are W [D, G H, I], R [D, G H, H], B [D, 2 G H], P [D, 3 H] with G gates one after another. A hidden channel is the same position
/// of every gate, of the columns of R, of the states and of both directions, whose recurrence weights are one tensor.
/// </remarks>
internal sealed class RecurrentRule : AxisRule
{
    private const int Lengths = 4;

    internal override void Trace(Node node, ChannelTrace trace)
    {
        if (!node.Input(1).IsConstant || !node.Input(2).IsConstant || node.OptionalInput(3) is { IsConstant: false })
        {
            foreach (var input in node.Inputs.OfType<Value>())
            {
                trace.Freeze(input, $"enters '{node.Name}' ({node.OpType}), whose weights are computed");
            }

            return;
        }

        BindInput(node, trace);
        var hidden = trace.Sizes(node.Input(2))[2];
        var ids = ContractionRule.Produce(node, trace, hidden);
        BindRows(node, trace, node.Input(1), ids);
        BindRows(node, trace, node.Input(2), ids);
        trace.Bind(node.Input(2), IdTensor.Along(2, 3, ids), ConvolutionRule.Shared(node.Input(2), node));
        if (node.OptionalInput(3) is { } bias)
        {
            BindRows(node, trace, bias, ids);
        }

        for (var i = Lengths + 1; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is { } state)
            {
                BindState(node, trace, state, ids);
            }
        }

        foreach (var output in node.Outputs.OfType<Value>())
        {
            var rank = trace.Sizes(output).Length;
            trace.Set(output, IdTensor.Along(rank - 1, rank, ids));
        }
    }

    private static void BindInput(Node node, ChannelTrace trace)
    {
        var (input, weight) = (node.Input(0), node.Input(1));
        var ids = trace.Of(input);
        if (trace.Contracted(ids, 2, trace.Sizes(input)[2]) is { } vector)
        {
            trace.Bind(weight, IdTensor.Along(2, 3, vector), ConvolutionRule.Shared(weight, node));
        }
        else
        {
            trace.Freeze(ids, $"lies along the steps or the batch of '{node.Name}' ({node.OpType})");
        }
    }

    // One block of rows a gate.
    private static void BindRows(Node node, ChannelTrace trace, Value constant, long[] ids)
    {
        var sizes = trace.Sizes(constant);
        long[] repeated = [.. Enumerable.Range(0, (int)sizes[1]).Select(row => ids[row % ids.Length])];
        trace.Bind(constant, IdTensor.Along(1, sizes.Length, repeated), ConvolutionRule.Shared(constant, node));
    }

    // Initial states end with the hidden axis, peepholes with one block a gate.
    private static void BindState(Node node, ChannelTrace trace, Value state, long[] ids)
    {
        var rank = trace.Sizes(state).Length;
        if (rank == 2)
        {
            BindRows(node, trace, state, ids);
        }
        else if (state.IsConstant)
        {
            trace.Bind(state, IdTensor.Along(rank - 1, rank, ids), ConvolutionRule.Shared(state, node));
        }
        else
        {
            Unite(node, trace, state, ids);
        }
    }

    private static void Unite(Node node, ChannelTrace trace, Value state, long[] ids)
    {
        var reason = $"starts from a state without channels of its own, '{state.Name}', at '{node.Name}' ({node.OpType})";
        var given = trace.Of(state);
        if (trace.Contracted(given, 2, ids.Length) is not { } vector)
        {
            trace.Freeze(given, reason);
            vector = new long[ids.Length];
        }

        foreach (var (own, id) in ids.Zip(vector))
        {
            trace.Ids.Unite(own, id, reason);
        }
    }
}
