using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The cosine of x, in radians.</summary>
public sealed class Cos : Operator
{
    /// <inheritdoc/>
    public override string Name => "Cos";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.cos());
}
