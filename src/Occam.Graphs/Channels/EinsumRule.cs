namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.Einsum"/>
internal sealed class EinsumRule : AxisRule
{
    internal override void Trace(Node node, ChannelTrace trace)
    {
        if (node.Inputs.OfType<Value>().All(value => !value.IsConstant && trace.Of(value).IsEmpty))
        {
            return;
        }

        var labels = Ops.Einsum.Labels(node, [.. node.Inputs.Select(input => trace.Sizes(input!).Length)]);
        if (labels is not { } named || named.Operands.Any(operand => operand.Distinct().Count() != operand.Length) || named.Operands.Length > 2)
        {
            Boundary.Trace(node, trace);
            return;
        }

        if (named.Operands.Length == 2)
        {
            new LabelledProduct(node, trace, named.Output).Trace(node.Input(0), named.Operands[0], node.Input(1), named.Operands[1]);
            return;
        }

        // One operand: a transposition, or a sum, which zeros add nothing to.
        var ids = trace.Of(node.Input(0));
        var summed = named.Operands[0].Index().Where(pair => ids.Sizes[pair.Index] > 1 && !named.Output.Contains(pair.Item)).Count();
        if (summed == 0)
        {
            trace.Set(node.Outputs[0]!, ids.Relabel(named.Operands[0], named.Output));
        }
        else if (summed < ids.Axes.Length)
        {
            Boundary.Trace(node, trace);
        }
    }
}
