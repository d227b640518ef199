using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>-x.</summary>
public sealed class Neg : Operator
{
    /// <inheritdoc/>
    public override string Name => "Neg";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.neg());
}
