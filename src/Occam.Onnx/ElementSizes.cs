using Occam.Graphs;

namespace Occam.Onnx;

/// <summary>How many bytes tensors take in a file.</summary>
internal static class ElementSizes
{
    /// <summary>The bits of an element in fixed-width data; 0 for text.</summary>
    /// <exception cref="OnnxException">ONNX has no such type.</exception>
    public static int Bits(ElementType type) => type switch
    {
        ElementType.Complex128 => 128,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 64,
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 or ElementType.UInt16 => 16,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 8,
        ElementType.Float8E4M3FN or ElementType.Float8E4M3FNUZ or ElementType.Float8E5M2 or ElementType.Float8E5M2FNUZ or ElementType.Float8E8M0 => 8,
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => 4,
        ElementType.UInt2 or ElementType.Int2 => 2,
        ElementType.String => 0,
        _ => throw new OnnxException($"Element type {(int)type} is none of ONNX's."),
    };

    /// <summary>The bytes of so many elements in fixed-width data.</summary>
    public static long Bytes(ElementType type, long count)
    {
        var bits = Bits(type);
        return bits >= 8 ? checked(count * (bits / 8)) : checked((count * bits) + 7) / 8;
    }

    /// <summary>The number of elements of a shape.</summary>
    /// <exception cref="OverflowException">It is no 64-bit number.</exception>
    public static long Count(IReadOnlyList<long> dimensions)
    {
        var count = 1L;
        foreach (var size in dimensions)
        {
            count = checked(count * size);
        }

        return count;
    }
}
