namespace Occam.Onnx.Quantization;

/// <summary>A network cannot be quantized as wanted; the message says which layer, why, and what to do.</summary>
public sealed class QuantizationException : Exception
{
    /// <summary>Creates the exception.</summary>
    public QuantizationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public QuantizationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
