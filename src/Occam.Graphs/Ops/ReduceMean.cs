using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>The mean over the given axes (default all); that of integers is truncated towards zero.</summary>
public sealed class ReduceMean : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceMean";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 18, static (x, axes, keep) => x.is_floating_point()
        ? x.mean(axes, keep)
        : x.mean(axes, keep, ScalarType.Float64).trunc().to(x.dtype));
}
