using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The nearest integer; halves go to the even one.</summary>
public sealed class Round : Operator
{
    /// <inheritdoc/>
    public override string Name => "Round";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.round());
}
