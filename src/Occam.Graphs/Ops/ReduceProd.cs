using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The product over the given axes (default all).</summary>
public sealed class ReduceProd : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceProd";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Reduction;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Reduction.Bind(node, 18, static (x, axes, keep) => Reduction.OneByOne(x, axes, keep, static (part, axis, keepAxis) => part.prod(axis, keepAxis, part.dtype)));
}
