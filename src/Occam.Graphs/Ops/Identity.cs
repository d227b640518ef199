using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>x.</summary>
public sealed class Identity : Operator
{
    /// <inheritdoc/>
    public override string Name => "Identity";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.alias());
}
