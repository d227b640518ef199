using Occam.Graphs.Attributes;
using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Selects a range with a step along axes, as NumPy does: bounds are clamped, negative ones count from the end, negative steps run
/// backwards. Bounds are attributes before opset 10 and inputs (starts, ends, axes, steps) from it on.
/// </summary>
public sealed class Slice : Operator
{
    /// <inheritdoc/>
    public override string Name => "Slice";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1, 2, 3, 4];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        if (node.OpsetVersion < 10)
        {
            var starts = node.Ints("starts") ?? throw GraphException.At(node, "attribute 'starts' is missing.");
            var ends = node.Ints("ends") ?? throw GraphException.At(node, "attribute 'ends' is missing.");
            var axes = node.Ints("axes");
            return Kernels.Unary(x => Compute(node, x, starts, ends, axes, null));
        }

        return (inputs, _) =>
        {
            long[]? Optional(int index) => inputs.Length > index ? inputs[index]?.ToLongs() : null;
            return [Compute(node, inputs[0]!, inputs[1]!.ToLongs(), inputs[2]!.ToLongs(), Optional(3), Optional(4))];
        };
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<int>? MovedAxes(Node node, int rank)
    {
        var isStated = node.OpsetVersion < 10 || (node.OptionalInput(3)?.IsConstant ?? node.Input(1).IsConstant);
        return !isStated ? null : Numbers(node, "axes", 3) is { } axes ? AxisNumbers.ResolveAll(node, axes, rank) : [.. Enumerable.Range(0, Numbers(node, "starts", 1)!.Length)];
    }

    private static Tensor Compute(Node node, Tensor x, long[] starts, long[] ends, long[]? axes, long[]? steps)
    {
        if (ends.Length != starts.Length || (axes ?? starts).Length != starts.Length || (steps ?? starts).Length != starts.Length)
        {
            throw GraphException.At(node, $"starts, ends, axes and steps differ in length: {starts.Length}, {ends.Length}, {axes?.Length}, {steps?.Length}.");
        }

        var rank = x.dim();
        var y = x.alias();
        for (var i = 0; i < starts.Length; i++)
        {
            var step = steps?[i] ?? 1;
            y = step == 0
                ? throw GraphException.At(node, "a step is 0.")
                : Along(y, AxisNumbers.Resolve(node, axes?[i] ?? i, rank), starts[i], ends[i], step);
        }

        return y;
    }

    private static Tensor Along(Tensor x, int axis, long start, long end, long step)
    {
        var size = x.size(axis);
        start += start < 0 ? size : 0;
        end += end < 0 ? size : 0;
        step = Math.Clamp(step, -Math.Max(size, 1), Math.Max(size, 1));
        if (step > 0)
        {
            start = Math.Clamp(start, 0, size);
            return x.slice(axis, start, Math.Clamp(end, start, size), step);
        }

        start = Math.Clamp(start, -1, size - 1);
        end = Math.Clamp(end, -1, start);
        var count = (start - end - step - 1) / -step;
        if (count == 0)
        {
            return x.narrow(axis, 0, 0);
        }

        // PyTorch has no negative steps: the same elements forwards, then reversed.
        return x.slice(axis, start + ((count - 1) * step), start + 1, -step).flip([axis]);
    }

    /// <inheritdoc/>
    public override void Narrow(Node node, Narrowing narrowing)
    {
        var input = node.Input(0);
        var sizes = narrowing.OldSizes(input);
        var starts = Numbers(node, "starts", 1);
        var ends = Numbers(node, "ends", 2);
        if (starts is null || ends is null || !narrowing.Axes(input).Any())
        {
            return;
        }

        var axes = Numbers(node, "axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        var steps = node.OpsetVersion < 10 ? null : Numbers(node, "steps", 4);
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = AxisNumbers.Resolve(node, axes[i], sizes.Length);
            if (narrowing.Axes(input).Contains(axis))
            {
                (starts[i], ends[i]) = NarrowBounds(node, narrowing.Kept(input, axis), sizes[axis], starts[i], ends[i], steps?[i] ?? 1);
            }
        }

        if (node.OpsetVersion < 10)
        {
            node.Graph.SetAttribute(node, "starts", new IntsAttribute(starts));
            node.Graph.SetAttribute(node, "ends", new IntsAttribute(ends));
        }
        else
        {
            Narrowing.SetNumbers(node, 1, starts);
            Narrowing.SetNumbers(node, 2, ends);
        }
    }

    // The bounds move by as many positions as left before them. A stride over channels would pick others than before.
    private static (long Start, long End) NarrowBounds(Node node, long[] kept, long size, long start, long end, long step)
    {
        if (step != 1)
        {
            throw GraphException.At(node, $"steps over channels by {step}; channels cannot leave here.");
        }

        start = Math.Clamp(start < 0 ? start + size : start, 0, size);
        end = Math.Clamp(end < 0 ? end + size : end, start, size);
        return (kept.LongCount(position => position < start), kept.LongCount(position => position < end));
    }

    private static long[]? Numbers(Node node, string attribute, int input) =>
        node.OpsetVersion < 10 ? node.Ints(attribute) : node.OptionalInput(input)?.Constant?.Tensor.ToLongs();
}
