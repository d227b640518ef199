using Occam.Apis;
using Occam.Core.Configs;
using Occam.Core.Registry;
using Occam.Datasets;

namespace Occam.Cli.Hosting;

/// <summary>Says what went wrong in words, without a stack trace.</summary>
internal static class ErrorReport
{
    /// <summary>Writes the message.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Exception exception, Session session, string command)
    {
        var error = session.Terminal.Error;
        var code = CodeOf(exception);
        if (code == ExitCode.Interrupted)
        {
            error.WriteLine($"{command}: stopped.");
            return code;
        }

        error.WriteLine($"{command}: {MessageOf(exception)}");
        if (!IsExpected(exception))
        {
            error.WriteLine("This is a fault in Occam. Run again with --verbose to see where, and report it with the output of 'occam doctor'.");
        }

        return code;
    }

    /// <summary>The exit code that an exception stands for.</summary>
    public static int CodeOf(Exception exception) => exception switch
    {
        OperationCanceledException => ExitCode.Interrupted,
        UsageException or ConfigException or Core.Plans.PlanException or ExtensionException or Core.Experiments.ExperimentException or DataException or CompressException { IsUsage: true } or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => ExitCode.Usage,
        _ => ExitCode.Failure,
    };

    private static string MessageOf(Exception exception) => exception switch
    {
        AggregateException { InnerException: { } inner } => MessageOf(inner),
        TypeInitializationException { InnerException: { } inner } => MessageOf(inner),
        OutOfMemoryException => "Not enough memory. Use a smaller --batch-size or --shape.",
        _ => exception.Message,
    };

    // The product's own exceptions and those of files are written for the user; any other was not foreseen.
    private static bool IsExpected(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or OutOfMemoryException
        || (exception.GetType().Namespace?.StartsWith("Occam", StringComparison.Ordinal) ?? false);
}
