using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The largest element over the given axes (default all).</summary>
public sealed class ReduceMax : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceMax";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 18, static (x, axes, keep) => x.amax(axes, keep));
}
