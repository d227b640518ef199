using Occam.Graphs.Channels;
using Occam.Graphs.Shapes;

namespace Occam.Graphs.Ops;

/// <summary>Views the elements as a matrix: the axes before <c>axis</c> (default 1) by those from it on.</summary>
public sealed class Flatten : Operator
{
    /// <inheritdoc/>
    public override string Name => "Flatten";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.DataMovement;

    /// <inheritdoc/>
    public override QuantizationRole Quantization => QuantizationRole.Transparent;

    /// <inheritdoc/>
    internal override bool KeepsOrder => true;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var axis = node.Int("axis", 1);
        return Kernels.Unary(x =>
        {
            var shape = x.shape;
            // The axis may also be the rank: everything is then before it.
            var split = axis == shape.Length ? shape.Length : AxisNumbers.Resolve(node, axis, shape.Length);
            return x.reshape(shape.AsSpan(0, split).Product(), shape.AsSpan(split).Product());
        });
    }
}
