using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// The running sum along an axis; with <c>exclusive</c> without the element itself, with <c>reverse</c> from the end. A boundary for
/// channels along that axis: each position depends on those before it.
/// </summary>
public sealed class CumSum : Operator
{
    /// <inheritdoc/>
    public override string Name => "CumSum";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.AlongAxis;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var exclusive = node.Int("exclusive", 0) != 0;
        var reverse = node.Int("reverse", 0) != 0;
        return Kernels.Binary((x, stated) =>
        {
            var axis = AxisNumbers.Resolve(node, stated.ToLong(), x.dim());
            var forward = reverse ? x.flip([axis]) : x;
            var sums = exclusive ? Exclusive(forward, axis) : forward.cumsum(axis, x.dtype);
            return reverse ? sums.flip([axis]) : sums;
        });
    }

    private static Tensor Exclusive(Tensor x, int axis)
    {
        if (x.size(axis) == 0)
        {
            return x.alias();
        }

        var first = zeros_like(x.narrow(axis, 0, 1));
        return cat([first, x.narrow(axis, 0, x.size(axis) - 1).cumsum(axis, x.dtype)], axis);
    }
}
