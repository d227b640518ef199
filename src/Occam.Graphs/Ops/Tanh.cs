using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The hyperbolic tangent of x.</summary>
public sealed class Tanh : Operator
{
    /// <inheritdoc/>
    public override string Name => "Tanh";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.tanh());
}
