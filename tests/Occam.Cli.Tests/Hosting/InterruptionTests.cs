using System.Diagnostics;

namespace Occam.Cli.Tests.Hosting;

public sealed class InterruptionTests
{
    private const int Limit = 180_000;

    [Fact]
    public async Task Ctrl_C_while_training_exits_130_with_a_checkpoint_and_resume_finishes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sends a POSIX signal");
        using var project = new MiniProject(testImages: 15);
        string[] arguments = ["compress", project.Model, "--data", project.Data, "--target-macs", "0.5", "--output", project.Output, "--epochs", "40", "--batch-size", "16"];
        using var stop = new CancellationTokenSource(Limit);

        using var first = Start(arguments);
        while (await first.StandardOutput.ReadLineAsync(stop.Token) is { } line && !line.Contains("epoch 2:", StringComparison.Ordinal))
        {
        }

        using (var kill = Process.Start("kill", [$"-{Signal()}", $"{first.Id}"]))
        {
            await kill.WaitForExitAsync(stop.Token);
        }

        var rest = first.StandardOutput.ReadToEndAsync(stop.Token);
        var error = await first.StandardError.ReadToEndAsync(stop.Token);
        await first.WaitForExitAsync(stop.Token);

        Assert.True(first.ExitCode == 130, $"exit code {first.ExitCode}\n{await rest}\n{error}");
        Assert.Contains("--resume", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(project.Output, "checkpoint.bin")));
        Assert.False(File.Exists(Path.Combine(project.Output, "report.json")));

        using var second = Start([.. arguments, "--resume"]);
        error = await second.StandardError.ReadToEndAsync(stop.Token);
        await second.WaitForExitAsync(stop.Token);

        Assert.True(second.ExitCode == 0, error);
        Assert.True(File.Exists(Path.Combine(project.Output, "report.json")));
        Assert.False(File.Exists(Path.Combine(project.Output, "checkpoint.bin")));
    }

    [Fact]
    public void Cancellation_before_anything_exits_130()
    {
        using var project = new MiniProject(4, 2);

        var run = CliRun.Of(new CancellationToken(canceled: true), "compress", project.Model, "--data", project.Data, "--quantize", "int8", "--output", project.Output);

        run.ShouldFail(130);
    }

    // A shell that runs in the background starts its children with SIGINT ignored, and they stay so; SIGTERM means the same to the CLI.
    private static string Signal()
    {
        const string Field = "SigIgn:";
        var ignored = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
        return ignored is not null && (Convert.ToUInt64(ignored[Field.Length..].Trim(), 16) & 0b10) != 0 ? "TERM" : "INT";
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Occam.Cli.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        return Process.Start(start)!;
    }
}
