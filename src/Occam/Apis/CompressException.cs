namespace Occam.Apis;

/// <summary>A compression cannot start as it was asked for, or its result does not hold; the message says what is wanted, what was given and what to do.</summary>
public sealed class CompressException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="isUsage">Whether what was asked for has to change (options, folders, data); false where the work itself failed.</param>
    public CompressException(string message, bool isUsage)
        : base(message)
    {
        IsUsage = isUsage;
    }

    /// <summary>Whether what was asked for has to change; false where the work itself failed.</summary>
    public bool IsUsage { get; }
}
