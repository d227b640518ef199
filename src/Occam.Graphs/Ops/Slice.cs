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
}
