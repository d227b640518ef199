using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>-1, 0 or 1.</summary>
public sealed class Sign : Operator
{
    /// <inheritdoc/>
    public override string Name => "Sign";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.sign());
}
