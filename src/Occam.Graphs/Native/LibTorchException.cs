namespace Occam.Graphs.Native;

/// <summary>Reports that LibTorch cannot be used in this process: it does not load, or its convolutions are wrong and cannot be put right.</summary>
public sealed class LibTorchException : Exception
{
    /// <summary>Creates the exception with a message that says what failed and what to do.</summary>
    public LibTorchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message that says what failed and what to do, and the failure behind it.</summary>
    public LibTorchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
