using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>1 / (1 + exp(-x)).</summary>
public sealed class Sigmoid : Operator
{
    /// <inheritdoc/>
    public override string Name => "Sigmoid";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Rescaled;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.sigmoid());
}
