using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>log(1 + exp(x)).</summary>
public sealed class Softplus : Operator
{
    /// <inheritdoc/>
    public override string Name => "Softplus";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.logaddexp(zeros_like(x)));
}
