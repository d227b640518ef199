using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>exp(x) over its sum along an axis; before version 13 along all axes from the given one on.</summary>
public sealed class Softmax : Operator
{
    /// <inheritdoc/>
    public override string Name => "Softmax";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Normalisation;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Rescaled;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => AlongAxis.Bind(node, static (x, axis) => x.softmax(axis));
}
