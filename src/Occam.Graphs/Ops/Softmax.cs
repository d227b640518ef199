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

    /// <summary>One element shows the type; the sizes stay.</summary>
    internal override Kernel BindShapes(Node node)
    {
        var kernel = Bind(node);
        return (inputs, context) => inputs[0]!.numel() == 0 ? kernel(inputs, context) : [kernel([inputs[0]!.reshape(-1).narrow(0, 0, 1).reshape([.. inputs[0]!.shape.Select(_ => 1L)])], context)[0].expand(inputs[0]!.shape)];
    }
}
