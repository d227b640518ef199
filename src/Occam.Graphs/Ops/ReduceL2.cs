using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>The square root of the sum of squares over the given axes (default all).</summary>
public sealed class ReduceL2 : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceL2";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 18, static (x, axes, keep) => x.is_floating_point()
        ? linalg.vector_norm(x, 2, axes, keep)
        : x.square().sum(axes, keep, ScalarType.Float64).sqrt().to(x.dtype));
}
