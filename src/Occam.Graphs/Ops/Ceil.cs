using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The smallest integer not below x.</summary>
public sealed class Ceil : Operator
{
    /// <inheritdoc/>
    public override string Name => "Ceil";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.ceil());
}
