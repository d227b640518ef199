using Occam.Graphs.Channels;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Divides by the 1-norm or (default) 2-norm along an axis (default the last); where the norm is zero, so is the result.
/// </summary>
public sealed class LpNormalization : Operator
{
    private static readonly Scalar Zero = 0;

    /// <inheritdoc/>
    public override string Name => "LpNormalization";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Normalisation;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (stated, p) = (node.Int("axis", -1), node.Int("p", 2));
        if (p is not (1 or 2))
        {
            throw GraphException.At(node, $"attribute 'p' has to be 1 or 2, but is {p}.");
        }

        return Kernels.Unary(x =>
        {
            var norm = linalg.vector_norm(x, p, [AxisNumbers.Resolve(node, stated, x.dim())], keepdim: true);
            return x.div(where(norm.eq(Zero), ones_like(norm), norm));
        });
    }
}
