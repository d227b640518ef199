using System.Diagnostics;

namespace Occam.Cli.Tests.Hosting;

/// <summary>Training processes that are killed without a chance to save anything, then resumed.</summary>
public sealed class KillTests
{
    private const int Limit = 120_000;

    [Fact]
    public void Killed_at_random_moments_and_in_a_write_the_resumed_run_writes_the_same_bytes()
    {
        using var project = new MiniProject();
        var config = project.In("run.yaml");
        File.WriteAllText(config, $$"""
            model: {type: resnet, size: 12, widths: [16, 32], blocks: [1, 1]}
            data: {type: folder, path: {{project.Data}}}
            optimizer: {type: adamw, learning_rate: 0.01, accumulation: 2}
            schedule: {type: chain, parts: [{type: linear, length: 1}, {type: cosine}]}
            training: {epochs: 12, batch_size: 16, checkpoint_every: 1, mixes: [mixup, cutmix]}
            hooks:
              - log
              - {type: ema, decay: 0.9}
              - evaluation
              - {type: checkpoint, metric: loss, keep: 2}
              - {type: early_stop, metric: loss, patience: 25}
            """);
        var whole = Train(config, project.In("whole"), _ => false, resume: false);
        Assert.True(whole is { Killed: false, Code: 0 }, whole.Error);

        var broken = project.In("broken");
        var random = new Random(5);
        Func<string, bool>[] moments =
        [
            folder => Directory.EnumerateFiles(folder, "checkpoint.bin.*.tmp").Any(), // in the middle of a write
            folder => File.Exists(Path.Combine(folder, "checkpoint.bin.previous")) && random.Next(40) == 0,
            folder => Directory.EnumerateFiles(folder, "checkpoint-best-*.tmp").Any() || random.Next(200) == 0,
        ];
        var kills = moments.Count(moment => Train(config, broken, folder => File.Exists(Path.Combine(folder, "checkpoint.bin")) && moment(folder), resume: File.Exists(Path.Combine(broken, "config.yaml"))).Killed);
        var rest = Train(config, broken, _ => false, resume: true);

        Assert.True(kills >= 2, $"Only {kills} processes lived until they were to be killed.");
        Assert.True(rest is { Killed: false, Code: 0 }, rest.Error);
        Assert.Equal(Model(project.In("whole")), Model(broken));
        Assert.Equal(Best(project.In("whole")), Best(broken));
        Assert.Equal(Steps(project.In("whole")), Steps(broken));
    }

    private static byte[] Model(string folder) => File.ReadAllBytes(Path.Combine(folder, "model.onnx"));

    private static IEnumerable<string> Best(string folder) => Directory.GetFiles(folder, "checkpoint-best-*").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Steps(string folder) => File.ReadLines(Path.Combine(folder, "log.jsonl")).Select(line => line.Split(",\"epoch\"")[0]);

    private static (bool Killed, int Code, string Error) Train(string config, string output, Func<string, bool> kill, bool resume)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Occam.Cli.dll"), "train", config, "--output", output, "--threads", "1", .. resume ? ["--resume"] : Array.Empty<string>()];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        var killed = false;
        while (!process.WaitForExit(2) && watch.ElapsedMilliseconds < Limit)
        {
            if (Directory.Exists(output) && kill(output))
            {
                process.Kill(); // SIGKILL
                killed = true;
                break;
            }
        }

        process.WaitForExit();
        return (killed && process.ExitCode != 0, process.ExitCode, error.GetAwaiter().GetResult());
    }
}
