using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>x / (1 + |x|).</summary>
public sealed class Softsign : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "Softsign";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.div(x.abs().add(One, One)));
}
