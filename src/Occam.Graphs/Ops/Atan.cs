using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The inverse tangent of x, in radians.</summary>
public sealed class Atan : Operator
{
    /// <inheritdoc/>
    public override string Name => "Atan";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.atan());
}
