using Occam.Graphs.Channels;
using TorchSharp;

namespace Occam.Graphs.Ops;

/// <summary>x where it is positive, else alpha * x (default 0.01).</summary>
public sealed class LeakyRelu : Operator
{
    /// <inheritdoc/>
    public override string Name => "LeakyRelu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Rescaled;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        Scalar alpha = node.Float("alpha", 0.01f);
        return Kernels.Unary(x => x.leaky_relu(alpha));
    }
}
