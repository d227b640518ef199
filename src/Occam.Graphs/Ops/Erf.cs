using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>The Gauss error function of x.</summary>
public sealed class Erf : Operator
{
    /// <inheritdoc/>
    public override string Name => "Erf";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.erf());
}
