using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The p-norm (default 2) of each window over [N, C, ...].</summary>
public sealed class LpPool : Operator
{
    /// <inheritdoc/>
    public override string Name => "LpPool";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Spatial;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var attributes = WindowAttributes.Read(node);
        var kernel = Pooling.ReadKernel(node);
        var ceil = node.Int("ceil_mode", 0) != 0;
        var (power, root) = LpNorm.Exponents(node);
        return Kernels.Unary(x => Pooling.Resolve(node, attributes, kernel, ceil, x).Sum(x.abs().pow(power)).pow(root));
    }
}
