using TorchSharp;

namespace Occam.Graphs;

/// <summary>Relates ONNX element types to TorchSharp's.</summary>
public static class ElementTypes
{
    /// <summary>The TorchSharp type of the same layout, or null where TorchSharp has none (the tensor is then kept as bytes).</summary>
    public static torch.ScalarType? ToScalarType(this ElementType type) => type switch
    {
        ElementType.Float => torch.ScalarType.Float32,
        ElementType.UInt8 => torch.ScalarType.Byte,
        ElementType.Int8 => torch.ScalarType.Int8,
        ElementType.Int16 => torch.ScalarType.Int16,
        ElementType.Int32 => torch.ScalarType.Int32,
        ElementType.Int64 => torch.ScalarType.Int64,
        ElementType.Bool => torch.ScalarType.Bool,
        ElementType.Float16 => torch.ScalarType.Float16,
        ElementType.Double => torch.ScalarType.Float64,
        ElementType.BFloat16 => torch.ScalarType.BFloat16,
        _ => null,
    };

    /// <summary>The ONNX type of a TorchSharp type.</summary>
    /// <exception cref="NotSupportedException">ONNX has no such type.</exception>
    public static ElementType ToElementType(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Float32 => ElementType.Float,
        torch.ScalarType.Byte => ElementType.UInt8,
        torch.ScalarType.Int8 => ElementType.Int8,
        torch.ScalarType.Int16 => ElementType.Int16,
        torch.ScalarType.Int32 => ElementType.Int32,
        torch.ScalarType.Int64 => ElementType.Int64,
        torch.ScalarType.Bool => ElementType.Bool,
        torch.ScalarType.Float16 => ElementType.Float16,
        torch.ScalarType.Float64 => ElementType.Double,
        torch.ScalarType.BFloat16 => ElementType.BFloat16,
        _ => throw new NotSupportedException($"ONNX has no element type for TorchSharp's {type}."),
    };

    /// <summary>Whether the type is a floating-point type that a gradient can flow through.</summary>
    public static bool IsFloatingPoint(this ElementType type) =>
        type is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    /// <summary>Bits of one element; 0 for text, whose elements have no fixed size.</summary>
    public static int BitSize(this ElementType type) => type switch
    {
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 64,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 or ElementType.UInt16 => 16,
        ElementType.Complex128 => 128,
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => 4,
        ElementType.String or ElementType.Undefined => 0,
        _ => 8,
    };

    /// <summary>The short name used in graph text, for example <c>f32</c> or <c>i64</c>.</summary>
    public static string ShortName(this ElementType type) => type switch
    {
        ElementType.Float => "f32",
        ElementType.Double => "f64",
        ElementType.Float16 => "f16",
        ElementType.BFloat16 => "bf16",
        ElementType.UInt8 => "u8",
        ElementType.Int8 => "i8",
        ElementType.UInt16 => "u16",
        ElementType.Int16 => "i16",
        ElementType.UInt32 => "u32",
        ElementType.Int32 => "i32",
        ElementType.UInt64 => "u64",
        ElementType.Int64 => "i64",
        _ => type.ToString().ToLowerInvariant(),
    };
}
