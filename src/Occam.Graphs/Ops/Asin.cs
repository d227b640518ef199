using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The inverse sine of x, in radians.</summary>
public sealed class Asin : Operator
{
    /// <inheritdoc/>
    public override string Name => "Asin";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.asin());
}
