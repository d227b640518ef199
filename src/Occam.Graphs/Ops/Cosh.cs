using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The hyperbolic cosine of x.</summary>
public sealed class Cosh : Operator
{
    /// <inheritdoc/>
    public override string Name => "Cosh";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.cosh());
}
