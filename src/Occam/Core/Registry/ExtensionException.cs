namespace Occam.Core.Registry;

/// <summary>An extension cannot be loaded; the message names the file, what was wanted and what was found.</summary>
public sealed class ExtensionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExtensionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
