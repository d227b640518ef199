using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Whether x is infinite; <c>detect_negative</c> and <c>detect_positive</c> (both 1 by default) choose the signs that
/// count.
/// </summary>
public sealed class IsInf : Operator
{
    /// <inheritdoc/>
    public override string Name => "IsInf";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (negative, positive) = (node.Int("detect_negative", 1) != 0, node.Int("detect_positive", 1) != 0);
        return Kernels.Unary(x => (negative, positive) switch
        {
            (true, true) => x.isinf(),
            (true, false) => x.isneginf(),
            (false, true) => x.isposinf(),
            _ => zeros_like(x, ScalarType.Bool),
        });
    }
}
