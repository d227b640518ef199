using Occam.Graphs.Channels;

namespace Occam.Graphs.Ops;

/// <summary>
/// Converts to the element type <c>to</c>: towards zero from floating point to integer, to "is not zero" for booleans.
/// <c>saturate</c> concerns 8-bit floats only and is ignored.
/// </summary>
public sealed class Cast : Operator
{
    /// <inheritdoc/>
    public override string Name => "Cast";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.Elementwise;

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var to = (ElementType)node.Int("to", 0);
        var type = to.ToScalarType() ?? throw GraphException.At(node, $"casts to {to}, which TorchSharp cannot compute with.");
        return Kernels.Unary(x => x.ConvertTo(type));
    }
}
