using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The sum of squares over the given axes (default all).</summary>
public sealed class ReduceSumSquare : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceSumSquare";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 18, static (x, axes, keep) => x.square().sum(axes, keep, x.dtype));
}
