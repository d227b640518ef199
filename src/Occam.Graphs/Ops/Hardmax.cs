using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>1 at the first largest element along an axis, else 0; before version 13 along all axes from the given one on.</summary>
public sealed class Hardmax : Operator
{
    /// <inheritdoc/>
    public override string Name => "Hardmax";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Normalisation;

    /// <inheritdoc/>
    public override Kernel Bind(Node node) => AlongAxis.Bind(node, static (x, axis) =>
    {
        var first = x.argmax(axis, keepdim: true);
        return zeros_like(x).scatter(axis, first, ones_like(first, x.dtype));
    });
}
