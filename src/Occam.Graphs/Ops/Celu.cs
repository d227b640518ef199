using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>max(0, x) + min(0, alpha * (exp(x / alpha) - 1)), alpha 1 by default (Barron 2017).</summary>
public sealed class Celu : Operator
{
    /// <inheritdoc/>
    public override string Name => "Celu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        Scalar alpha = node.Float("alpha", 1);
        return Kernels.Unary(x => x.celu(alpha));
    }
}
