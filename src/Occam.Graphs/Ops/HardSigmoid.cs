using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>max(0, min(1, alpha * x + beta)), by default alpha 0.2 and beta 0.5.</summary>
public sealed class HardSigmoid : Operator
{
    private static readonly Scalar Zero = 0;
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "HardSigmoid";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (alpha, beta) = (node.Float("alpha", 0.2f), node.Float("beta", 0.5f));
        if (alpha == 1 / 6f && beta == 0.5f)
        {
            return Kernels.Unary(static x => x.hardsigmoid()); // the form that networks use has a kernel of its own
        }

        var (slope, offset) = ((Scalar)alpha, (Scalar)beta);
        return Kernels.Unary(x => x.mul(slope).add(offset, One).hardtanh_(Zero, One)); // in place, on the sum: as clamp, with a faster gradient
    }
}
