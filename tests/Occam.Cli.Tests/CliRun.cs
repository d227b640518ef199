using Occam.Cli.Hosting;

namespace Occam.Cli.Tests;

/// <summary>One command line, run in this process with plain output.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CliRun(int Code, string Output, string Error)
{
    /// <summary>Runs a command line.</summary>
    public static CliRun Of(params string[] arguments) => Of(CancellationToken.None, arguments);

    /// <summary>As above, stopped by the token as by Ctrl-C.</summary>
    public static CliRun Of(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        return Run(output, arguments, cancellation);
    }

    /// <summary>Runs a command line and stops it as by Ctrl-C when a line begins with a text.</summary>
    public static CliRun StoppedAt(string text, params string[] arguments)
    {
        using var output = new StoppingWriter(text);
        return Run(output, arguments, output.Stopped);
    }

    private static CliRun Run(StringWriter output, string[] arguments, CancellationToken cancellation)
    {
        using var error = new StringWriter();
        var code = CommandHost.Run(arguments, new Session(new Terminal(output, error, false), cancellation));
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Checks the exit code, that what is complained about is named, and that no stack trace is shown.</summary>
    public void ShouldFail(int code, params ReadOnlySpan<string> mentions)
    {
        Assert.True(Code == code, $"exit code {Code}, wanted {code}\n{Output}\n{Error}");
        Assert.DoesNotContain("   at ", Output + Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
        foreach (var mention in mentions)
        {
            Assert.Contains(mention, Error, StringComparison.Ordinal);
        }
    }
}
