using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// (x - zero point) * scale of 8-bit or 32-bit integers, in the scale's type. The scale is one number or, along <c>axis</c>
/// (default 1, from version 13 on), one a slice.
/// </summary>
public sealed class DequantizeLinear : Operator
{
    /// <inheritdoc/>
    public override string Name => "DequantizeLinear";

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        LinearQuantization.Check(node);
        var axis = node.Int("axis", 1);
        return (inputs, _) =>
        {
            var (x, scale, zeroPoint) = (inputs[0]!, inputs[1]!, inputs.ElementAtOrDefault(2));
            if (x.dtype is not (ScalarType.Byte or ScalarType.Int8 or ScalarType.Int32))
            {
                throw GraphException.At(node, $"dequantizes {x.dtype}; 8-bit integers and int32 are supported.");
            }

            var wide = x.to(scale.dtype);
            var centred = zeroPoint is null ? wide : wide.sub(LinearQuantization.Align(node, zeroPoint, x, axis).to(scale.dtype));
            return [centred.mul(LinearQuantization.Align(node, scale, x, axis))];
        };
    }
}
