using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>
/// The position of the largest element along an axis, int64: the first one, or with <c>select_last_index</c> the last.
/// </summary>
public sealed class ArgMax : Operator
{
    /// <inheritdoc/>
    public override string Name => "ArgMax";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => ArgPosition.Bind(node, static (x, axis, keep) => x.argmax(axis, keep));
}
