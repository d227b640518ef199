using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>x where it is above alpha (default 1), else 0.</summary>
public sealed class ThresholdedRelu : Operator
{
    private static readonly Scalar Zero = 0;

    /// <inheritdoc/>
    public override string Name => "ThresholdedRelu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        Scalar alpha = node.Float("alpha", 1);
        return Kernels.Unary(x => x.threshold(alpha, Zero));
    }
}
