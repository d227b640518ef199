namespace Occam.Core.Experiments;

/// <summary>An experiment cannot be run as it was asked for; the message says what was wanted, what was given, and what to do.</summary>
public sealed class ExperimentException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExperimentException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
