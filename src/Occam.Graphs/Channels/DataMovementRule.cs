using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Graphs.Channels;

/// <inheritdoc cref="AxisRule.DataMovement"/>
internal sealed class DataMovementRule : AxisRule
{
    // Above this, a constant that is moved (an embedding table) gets ids along its last axis only.
    private const long ElementwiseIds = 1 << 14;

    internal override void Trace(Node node, ChannelTrace trace)
    {
        var data = node.Inputs.Index().Where(pair => pair.Item is { } value && IsData(node, pair.Index, value)).Select(pair => pair.Item!).ToArray();
        if (Array.TrueForAll(data, value => !value.IsConstant && trace.Of(value).IsEmpty) || !node.Outputs.OfType<Value>().All(trace.IsKnown))
        {
            return;
        }

        if (node.Inputs.Index().Any(pair => pair.Item is { } value && !data.Contains(value) && !value.IsConstant))
        {
            FreezeAll(trace, data, $"is moved by '{node.Name}' ({node.OpType}) to positions that are known only when the network runs");
            return;
        }

        using var scope = NewDisposeScope();
        var arguments = node.Inputs.Select(value => value is null ? null : data.Contains(value) ? Full(value, node, trace) : Plain(value)).ToArray();
        var results = Invocation.Compute(node, node.Operator!.Bind(node), arguments, RunContext.Inference);
        for (var i = 0; i < results.Length && i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i] is { } output)
            {
                trace.Set(output, IdTensor.Of(results[i]));
            }
        }
    }

    // Floating-point inputs are data; integer ones are positions, which the kernel reads.
    private static bool IsData(Node node, int index, Value value) =>
        !node.Operator!.HostInputs.Contains(index) && value.Constant is not { ElementType: not (ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16) };

    private static void FreezeAll(ChannelTrace trace, Value[] data, string reason)
    {
        foreach (var value in data)
        {
            trace.Freeze(value, reason);
        }
    }

    private static Tensor Plain(Value value) =>
        value.Constant!.ElementType.IsFloatingPoint() ? zeros_like(value.Constant.Tensor).to(ScalarType.Int64) : value.Constant.Tensor;

    private static Tensor Full(Value value, Node node, ChannelTrace trace)
    {
        var sizes = trace.Sizes(value);
        if (!value.IsConstant)
        {
            return trace.Of(value).Expand(sizes).contiguous();
        }

        // A constant that travels as data (a class token, a table) gets ids of its own.
        var own = value.Constant!.Count <= ElementwiseIds
            ? new IdTensor(sizes, trace.Ids.Fresh(value.Constant.Count))
            : IdTensor.Along(sizes.Length - 1, sizes.Length, trace.Ids.Fresh(sizes[^1]));
        trace.Bind(value, own, $"shares the constant '{value.Name}' with node '{node.Name}'");
        return own.Expand(sizes).contiguous();
    }
}
