using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>x * max(0, min(1, x / 6 + 1 / 2)).</summary>
public sealed class HardSwish : Operator
{
    /// <inheritdoc/>
    public override string Name => "HardSwish";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.hardswish());
}
