using System.Diagnostics;

namespace Occam.Benchmarks;

/// <summary>Runs this program again in a process of its own, for settings that a process can have only once.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a sub-command and returns its last line of output.</summary>
    /// <param name="arguments">The sub-command's name and arguments.</param>
    /// <param name="environment">Variables to set besides the inherited ones.</param>
    /// <exception cref="InvalidOperationException">The child failed.</exception>
    public static string Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().TrimEnd().Split('\n');
        process.WaitForExit();
        return process.ExitCode == 0
            ? output[^1]
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {process.ExitCode}: {errors.Result}");
    }
}
