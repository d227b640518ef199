using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The square root of x; NaN where x is negative.</summary>
public sealed class Sqrt : Operator
{
    /// <inheritdoc/>
    public override string Name => "Sqrt";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.sqrt());
}
