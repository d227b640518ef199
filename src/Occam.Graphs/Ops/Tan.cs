using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The tangent of x, in radians.</summary>
public sealed class Tan : Operator
{
    /// <inheritdoc/>
    public override string Name => "Tan";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.tan());
}
