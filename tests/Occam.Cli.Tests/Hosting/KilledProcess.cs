using System.Diagnostics;

namespace Occam.Cli.Tests.Hosting;

/// <summary>The program in a process of its own, killed without a chance to save anything.</summary>
/// <param name="Killed">Whether it was killed, and had not ended before.</param>
/// <param name="Code">The exit code.</param>
/// <param name="Error">Standard error.</param>
internal sealed record KilledProcess(bool Killed, int Code, string Error)
{
    private const int Limit = 120_000;

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="folder">Where it writes.</param>
    /// <param name="kill">Asked every two milliseconds once the folder is there; where it says yes, the process gets SIGKILL.</param>
    public static KilledProcess Run(IReadOnlyList<string> arguments, string folder, Func<string, bool> kill)
    {
        string[] line = [Path.Combine(AppContext.BaseDirectory, "Occam.Cli.dll"), .. arguments];
        using var process = Process.Start(new ProcessStartInfo("dotnet", line) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        var killed = false;
        while (!process.WaitForExit(2) && watch.ElapsedMilliseconds < Limit)
        {
            if (Directory.Exists(folder) && kill(folder))
            {
                process.Kill();
                killed = true;
                break;
            }
        }

        process.WaitForExit();
        return new(killed && process.ExitCode != 0, process.ExitCode, error.GetAwaiter().GetResult());
    }
}
