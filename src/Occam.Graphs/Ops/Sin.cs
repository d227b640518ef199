using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The sine of x, in radians.</summary>
public sealed class Sin : Operator
{
    /// <inheritdoc/>
    public override string Name => "Sin";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.sin());
}
