using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The inverse cosine of x, in radians.</summary>
public sealed class Acos : Operator
{
    /// <inheritdoc/>
    public override string Name => "Acos";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.acos());
}
