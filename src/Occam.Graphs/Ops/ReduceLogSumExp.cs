using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The logarithm of the sum of exponentials, without overflow, over the given axes (default all).</summary>
public sealed class ReduceLogSumExp : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceLogSumExp";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 18, static (x, axes, keep) => Reduction.OneByOne(x, axes, keep, static (part, axis, keepAxis) => part.logsumexp(axis, keepAxis)).to(x.dtype));
}
