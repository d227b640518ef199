using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// round(x / scale) + zero point, halves to even, clamped to 8 bits: unsigned without a zero point, else of its type. The
/// scale is one number or, along <c>axis</c> (default 1, from version 13 on), one a slice.
/// </summary>
public sealed class QuantizeLinear : Operator
{
    private static readonly Scalar One = 1;

    /// <inheritdoc/>
    public override string Name => "QuantizeLinear";

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        LinearQuantization.Check(node);
        var axis = node.Int("axis", 1);
        var stated = (ElementType)node.Int("output_dtype", 0);
        return (inputs, _) =>
        {
            var (x, scale, zeroPoint) = (inputs[0]!, inputs[1]!, inputs.ElementAtOrDefault(2));
            var type = zeroPoint?.dtype ?? (stated == ElementType.Undefined ? ScalarType.Byte : LinearQuantization.TypeOf(node, stated));
            var (low, high) = LinearQuantization.Bounds(node, type);
            var rounded = x.to(scale.dtype).div(LinearQuantization.Align(node, scale, x, axis)).round();
            var shifted = zeroPoint is null ? rounded : rounded.add(LinearQuantization.Align(node, zeroPoint, x, axis).to(scale.dtype), One);
            return [shifted.clamp(low, high).to(type)];
        };
    }
}
