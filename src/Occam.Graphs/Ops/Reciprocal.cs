using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>1 / x.</summary>
public sealed class Reciprocal : Operator
{
    /// <inheritdoc/>
    public override string Name => "Reciprocal";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.reciprocal());
}
