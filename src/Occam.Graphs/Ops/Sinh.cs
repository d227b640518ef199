using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The hyperbolic sine of x.</summary>
public sealed class Sinh : Operator
{
    /// <inheritdoc/>
    public override string Name => "Sinh";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.sinh());
}
