namespace Occam.Datasets;

/// <summary>Data is missing or not what it has to be; the message names the file, what was wanted and what is wrong.</summary>
public sealed class DataException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public DataException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
