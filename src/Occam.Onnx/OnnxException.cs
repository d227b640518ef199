namespace Occam.Onnx;

/// <summary>
/// A file is not what it has to be, or ONNX Runtime refuses it. The message says what was wanted, what was given, where (file, node,
/// tensor) and what can be done.
/// </summary>
public sealed class OnnxException : Exception
{
    /// <summary>Creates the exception.</summary>
    public OnnxException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public OnnxException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
