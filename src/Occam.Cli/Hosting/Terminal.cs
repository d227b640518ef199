using Spectre.Console;

namespace Occam.Cli.Hosting;

/// <summary>Where a command writes: results to <see cref="Output"/>, complaints to <see cref="Error"/>.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsLive">Whether a person watches: lines may be rewritten and coloured. False where output goes to a file or a CI log.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool IsLive)
{
    // Redirected text must not be folded at an arbitrary 80 columns.
    private const int PlainWidth = 1000;

    private readonly Lazy<IAnsiConsole> _console = new(() => CreateConsole(Output, IsLive));

    /// <summary>Standard output for tables and colours.</summary>
    public IAnsiConsole Console => _console.Value;

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess() => new(
        System.Console.Out,
        System.Console.Error,
        !System.Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
        && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal));

    private static IAnsiConsole CreateConsole(TextWriter output, bool live)
    {
        if (live)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = PlainWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
