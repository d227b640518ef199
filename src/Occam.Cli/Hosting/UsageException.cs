namespace Occam.Cli.Hosting;

/// <summary>What the user typed cannot be carried out; the message says what was given, what is wanted and what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
