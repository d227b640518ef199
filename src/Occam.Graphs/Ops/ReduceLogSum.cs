using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The logarithm of the sum over the given axes (default all).</summary>
public sealed class ReduceLogSum : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceLogSum";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 18, static (x, axes, keep) => x.sum(axes, keep, x.dtype).log().to(x.dtype));
}
