using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The largest integer not above x.</summary>
public sealed class Floor : Operator
{
    /// <inheritdoc/>
    public override string Name => "Floor";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.floor());
}
