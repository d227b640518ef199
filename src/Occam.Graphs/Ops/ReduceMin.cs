using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The smallest element over the given axes (default all).</summary>
public sealed class ReduceMin : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceMin";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 18, static (x, axes, keep) => x.amin(axes, keep));
}
