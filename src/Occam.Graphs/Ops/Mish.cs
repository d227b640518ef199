using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>x * tanh(log(1 + exp(x))) (Misra 2019).</summary>
public sealed class Mish : Operator
{
    /// <inheritdoc/>
    public override string Name => "Mish";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => nn.functional.mish(x));
}
