using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The negation of a boolean.</summary>
public sealed class Not : Operator
{
    /// <inheritdoc/>
    public override string Name => "Not";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.logical_not());
}
