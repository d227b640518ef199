using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>
/// The position of the smallest element along an axis, int64: the first one, or with <c>select_last_index</c> the last.
/// </summary>
public sealed class ArgMin : Operator
{
    /// <inheritdoc/>
    public override string Name => "ArgMin";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => ArgPosition.Bind(node, static (x, axis, keep) => x.argmin(axis, keep));
}
