using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>x where it is positive, else alpha * (exp(x) - 1), alpha 1 by default.</summary>
public sealed class Elu : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "Elu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        Scalar alpha = node.Float("alpha", 1);
        return Kernels.Unary(x => x.elu(alpha, One, One));
    }
}
