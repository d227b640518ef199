using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Pads any axis, by a constant (default 0), by reflection, by its edge or around (opset 19); negative pads crop. Pads and constant are
/// attributes before opset 11 and inputs from it on; from opset 18 on they may be given for some axes only.
/// </summary>
public sealed class Pad : Operator
{
    /// <inheritdoc/>
    public override string Name => "Pad";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1, 2, 3];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var mode = node.String("mode", "constant");
        if (mode is not ("constant" or "reflect" or "edge" or "wrap"))
        {
            throw GraphException.At(node, $"mode '{mode}' is not one of constant, reflect, edge, wrap.");
        }

        if (node.OpsetVersion < 11)
        {
            var pads = node.Ints("pads") ?? throw GraphException.At(node, "attribute 'pads' is missing.");
            var value = (double)node.Float("value", 0);
            return Kernels.Unary(x => Compute(node, x, pads, null, mode, value));
        }

        return (inputs, _) =>
        {
            var value = inputs.Length > 2 && inputs[2] is { } constant && constant.numel() > 0 ? constant.ToDoubles()[0] : 0;
            var axes = inputs.Length > 3 ? inputs[3]?.ToLongs() : null;
            return [Compute(node, inputs[0]!, inputs[1]!.ToLongs(), axes, mode, value)];
        };
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<int>? MovedAxes(Node node, int rank)
    {
        var isStated = node.OpsetVersion < 11 || (node.Input(1).IsConstant && node.OptionalInput(3) is null or { IsConstant: true });
        if (!isStated)
        {
            return null;
        }

        var pads = node.OpsetVersion < 11 ? node.Ints("pads")! : node.Input(1).Constant!.Tensor.ToLongs();
        var axes = node.OpsetVersion < 11 ? null : node.OptionalInput(3)?.Constant!.Tensor.ToLongs();
        return [.. Enumerable.Range(0, pads.Length / 2).Where(i => pads[i] != 0 || pads[i + (pads.Length / 2)] != 0).Select(i => axes is null ? i : AxisNumbers.Resolve(node, axes[i], rank))];
    }

    private static Tensor Compute(Node node, Tensor x, long[] pads, long[]? axes, string mode, double value)
    {
        var shape = x.shape;
        var count = axes?.Length ?? shape.Length;
        if (pads.Length != 2 * count)
        {
            throw GraphException.At(node, $"{pads.Length} pads are given for {count} axes; a begin and an end for each are wanted.");
        }

        var (begins, ends) = (new long[shape.Length], new long[shape.Length]);
        for (var i = 0; i < count; i++)
        {
            var axis = axes is null ? i : AxisNumbers.Resolve(node, axes[i], shape.Length);
            (begins[axis], ends[axis]) = (pads[i], pads[i + count]);
            shape[axis] = checked(shape[axis] + pads[i] + pads[i + count]);
        }

        OutputLimit.Check(node, shape);
        return mode is "constant" ? new Window([], [], begins, ends).PadAll(x, value) : Padding.Mirror(node, x, begins, ends, mode);
    }
}
