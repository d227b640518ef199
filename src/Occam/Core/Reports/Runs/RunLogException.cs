namespace Occam.Core.Reports.Runs;

/// <summary>A run's log is missing or is none; the message names the file and, where it is one line, that.</summary>
public sealed class RunLogException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RunLogException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
