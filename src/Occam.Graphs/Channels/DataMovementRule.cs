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
        if (!node.Outputs.OfType<Value>().All(trace.IsKnown))
        {
            return;
        }

        var data = node.Inputs.Where((value, index) => value is not null && IsData(node, index, value, trace)).OfType<Value>().ToArray();
        if (Array.TrueForAll(data, value => !value.IsConstant && trace.Of(value).IsEmpty))
        {
            return;
        }

        if (Steps(node, trace) is { } reason)
        {
            FreezeAll(trace, data, reason);
            return;
        }

        // Positions that are computed (tokens into an embedding) leave the other axes of a table alone; a computed target of Expand only repeats.
        var computed = node.Inputs.OfType<Value>().Any(value => !data.Contains(value) && !value.IsConstant);
        if (computed && node.OpType != "Expand" && !(node.OpType == "Gather" && node.Int("axis", 0) == 0 && trace.Of(data[0]).Sizes[0] == 1))
        {
            FreezeAll(trace, data, $"is moved by '{node.Name}' ({node.OpType}) to positions that are known only when the network runs");
            return;
        }

        if (node.Operator!.KeepsOrder && data is [{ IsConstant: false } only])
        {
            var output = node.Outputs[0]!;
            trace.Set(output, trace.Of(only).Reshape(trace.Sizes(only), trace.Sizes(output)));
            return;
        }

        Execute(node, trace, data);
    }

    // The kernel runs on the ids, on as many positions of each axis as tell what it does.
    private static void Execute(Node node, ChannelTrace trace, Value[] data)
    {
        using var scope = NewDisposeScope();
        var ids = data.Distinct().ToDictionary(value => value, value => Own(value, node, trace));
        var arguments = node.Inputs.Select(value => value is null ? null : ids.TryGetValue(value, out var own) ? own.Expand(Extent(value)).contiguous() : Plain(value, node, trace)).ToArray();
        var results = Invocation.Compute(node, node.Operator!.Bind(node), arguments, RunContext.Inference);
        for (var i = 0; i < results.Length && i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i] is { } output)
            {
                trace.Set(output, IdTensor.Compact(results[i].shape, results[i].ToLongs()));
            }
        }

        long[] Extent(Value value)
        {
            var sizes = trace.Sizes(value);
            return node.Operator!.MovedAxes(node, sizes.Length) is not { } moved ? sizes
                : [.. sizes.Select((size, axis) => moved.Contains(axis) ? size : ids.Values.Max(own => own.Sizes[axis]))];
        }
    }

    // A stride over channels would pick others once some have left.
    private static string? Steps(Node node, ChannelTrace trace)
    {
        if (node.OpType != "Slice" || node.OpsetVersion < 10 || node.OptionalInput(4)?.Constant is not { } steps)
        {
            return null;
        }

        var ids = trace.Of(node.Input(0));
        var strides = steps.Tensor.ToLongs();
        var axes = node.OptionalInput(3) is not { } given ? [.. Enumerable.Range(0, strides.Length).Select(axis => (long)axis)] : given.Constant?.Tensor.ToLongs();
        var over = axes is null || axes.Zip(strides).Any(pair => pair.Second != 1 && ids.Sizes[pair.First < 0 ? pair.First + ids.Sizes.Length : pair.First] > 1);
        return over ? $"is stepped over by '{node.Name}' (Slice)" : null;
    }

    // Floating-point inputs are data; integer ones are positions, which the kernel reads.
    private static bool IsData(Node node, int index, Value value, ChannelTrace trace) =>
        !node.Operator!.HostInputs.Contains(index) && trace.ElementType(value).IsFloatingPoint();

    private static void FreezeAll(ChannelTrace trace, Value[] data, string reason)
    {
        foreach (var value in data)
        {
            trace.Freeze(value, reason);
        }
    }

    private static Tensor Plain(Value value, Node node, ChannelTrace trace) => value.Constant is { } constant && !constant.ElementType.IsFloatingPoint()
        ? constant.Tensor
        : node.OpType == "Expand" ? tensor(trace.Sizes(node.Outputs[0]!)) : zeros(trace.Sizes(value), ScalarType.Int64);

    private static IdTensor Own(Value value, Node node, ChannelTrace trace)
    {
        var sizes = trace.Sizes(value);
        if (!value.IsConstant)
        {
            // What has no channels must not be taken for padding where it stands beside what has.
            var ids = trace.Of(value);
            return ids.IsEmpty ? new IdTensor([.. sizes.Select(_ => 1L)], [trace.Immovable]) : ids;
        }

        // A constant that travels as data (a class token, a table) gets ids of its own; a table that is read by computed rows, by column.
        var byColumn = value.Constant!.Count > ElementwiseIds || (node.OpType == "Gather" && node.Input(1) is { IsConstant: false });
        var own = byColumn
            ? IdTensor.Along(sizes.Length - 1, sizes.Length, trace.Ids.Fresh(sizes[^1]))
            : new IdTensor(sizes, trace.Ids.Fresh(value.Constant.Count));
        if (node.OpType == "Gather" && node.Input(1) is { IsConstant: false } && node.Int("axis", 0) == 0)
        {
            trace.Produced[node] = own.Ids; // the width of an embedding
        }

        trace.Bind(value, own, $"shares the constant '{value.Name}' with node '{node.Name}'");
        return own;
    }
}
