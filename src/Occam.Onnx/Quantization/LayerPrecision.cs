namespace Occam.Onnx.Quantization;

/// <summary>How a node is computed.</summary>
public enum LayerPrecision
{
    /// <summary>In 32-bit floating point.</summary>
    Float,

    /// <summary>In integers, with a quantized result.</summary>
    Integer,

    /// <summary>From integer operands, with a float result.</summary>
    IntegerToFloat,

    /// <summary>Not at all: the clamp is the saturation of the quantized result before it.</summary>
    Absorbed,
}
