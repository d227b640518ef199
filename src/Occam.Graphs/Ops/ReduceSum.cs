using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The sum over the given axes (default all).</summary>
public sealed class ReduceSum : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceSum";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 13, static (x, axes, keep) => x.sum(axes, keep, x.dtype));
}
