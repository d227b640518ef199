using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>What QuantizeLinear and DequantizeLinear share.</summary>
internal static class LinearQuantization
{
    private static readonly (Scalar Low, Scalar High) Unsigned = (0, 255);
    private static readonly (Scalar Low, Scalar High) Signed = (-128, 127);

    /// <summary>Refuses what TorchSharp cannot compute.</summary>
    /// <exception cref="GraphException">Blocks, or a zero point or an output of another type.</exception>
    public static void Check(Node node)
    {
        if (node.Int("block_size", 0) is not 0 and var size)
        {
            throw GraphException.At(node, $"quantizes in blocks (block_size {size}); one scale a tensor or an axis is supported.");
        }

        if (node.OptionalInput(2)?.Constant is { HasTensor: false } constant)
        {
            _ = TypeOf(node, constant.ElementType);
        }
    }

    /// <summary>The TorchSharp type of a quantized type.</summary>
    /// <exception cref="GraphException">It is neither of 8 bits nor int32.</exception>
    public static ScalarType TypeOf(Node node, ElementType type) => type switch
    {
        ElementType.UInt8 => ScalarType.Byte,
        ElementType.Int8 => ScalarType.Int8,
        ElementType.Int32 => ScalarType.Int32,
        _ => throw GraphException.At(node, $"quantizes to {type}; 8-bit integers (and int32 to dequantize) are supported."),
    };

    /// <summary>The range of a type that QuantizeLinear gives.</summary>
    /// <exception cref="GraphException">It is not of 8 bits.</exception>
    public static (Scalar Low, Scalar High) Bounds(Node node, ScalarType type) => type switch
    {
        ScalarType.Byte => Unsigned,
        ScalarType.Int8 => Signed,
        _ => throw GraphException.At(node, $"quantizes to {type}; 8-bit integers are supported."),
    };

    /// <summary>A scale or a zero point in a shape that broadcasts against x: one number, or one a slice along the axis.</summary>
    public static Tensor Align(Node node, Tensor parameter, Tensor x, long axis)
    {
        if (parameter.numel() == 1)
        {
            return parameter.reshape([]);
        }

        var shape = new long[x.dim()];
        Array.Fill(shape, 1);
        shape[AxisNumbers.Resolve(node, axis, x.dim())] = parameter.numel();
        return parameter.reshape(shape);
    }
}
