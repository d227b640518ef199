using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The p-norm (default 2) over all spatial axes of [N, C, ...], which stay as axes of size 1.</summary>
public sealed class GlobalLpPool : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalLpPool";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Spatial;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var (power, root) = LpNorm.Exponents(node);
        return Kernels.Unary(x => x.abs().pow(power).sum(SpatialAxes.Of(node, x), keepdim: true).pow(root));
    }
}
