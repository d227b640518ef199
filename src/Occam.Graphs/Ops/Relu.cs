using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>max(x, 0).</summary>
public sealed class Relu : Operator
{
    /// <inheritdoc/>
    public override string Name => "Relu";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => Kernels.Unary(static x => x.relu());

    /// <inheritdoc/>
    internal override InPlaceKernel? InPlace => static (inputs, target) =>
    {
        inputs[target]!.relu_();
        return true;
    };
}
