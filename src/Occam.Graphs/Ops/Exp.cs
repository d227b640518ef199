using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>e to the power of x.</summary>
public sealed class Exp : Operator
{
    /// <inheritdoc/>
    public override string Name => "Exp";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.exp());
}
