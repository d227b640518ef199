using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>|x|.</summary>
public sealed class Abs : Operator
{
    /// <inheritdoc/>
    public override string Name => "Abs";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.abs());
}
