using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>Whether x is not a number.</summary>
public sealed class IsNaN : Operator
{
    /// <inheritdoc/>
    public override string Name => "IsNaN";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.isnan());
}
