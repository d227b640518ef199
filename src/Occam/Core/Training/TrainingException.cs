namespace Occam.Core.Training;

/// <summary>Training cannot go on; the message says at which step, why, and what to do.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TrainingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public TrainingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
