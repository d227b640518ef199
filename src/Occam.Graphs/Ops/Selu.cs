using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>gamma * (x where it is positive, else alpha * (exp(x) - 1)) (Klambauer et al. 2017).</summary>
public sealed class Selu : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "Selu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        Scalar alpha = node.Float("alpha", 1.67326319217681884765625f);
        Scalar gamma = node.Float("gamma", 1.05070102214813232421875f);
        return Kernels.Unary(x => x.elu(alpha, gamma, One));
    }
}
