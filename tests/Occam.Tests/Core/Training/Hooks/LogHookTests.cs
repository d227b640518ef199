using Occam.Core.Reports.Runs;
using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Training.Hooks;

public sealed class LogHookTests
{
    [Fact]
    public void Steps_epochs_evaluations_and_costs_are_lines()
    {
        using var folder = new TemporaryFolder();
        using var run = new TinyRun(new() { Epochs = 2 }, Hooks, folder.Path);

        run.Run();

        var log = RunLog.Read(folder.Path);
        Assert.True(log.IsComplete);
        Assert.Equal(
            ["figures@1", "step@2", "epoch@4", "evaluation@4", "step@6", "epoch@8", "evaluation@8", "end@8"],
            log.Entries.Select(entry => $"{entry.Kind}@{entry.Step}"));
        var parameters = run.Algorithm.Modules[0].Module.parameters().Sum(parameter => parameter.numel());
        Assert.Equal(parameters, log.Entries[0].Metrics!["parameters"]);
        Assert.Equal(["loss", "top1", "top5"], log.Entries[3].Metrics!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, log.Entries[3].Metrics!["top5"]);
        Assert.True(log.Entries[1] is { LearningRate: 0.05, ImagesPerSecond: > 0, WaitShare: >= 0 and <= 1, Epoch: 0.5, Loss: > 0 });
        Assert.Equal(8, File.ReadLines(folder.File("log.txt")).Count());
    }

    [Fact]
    public void Resumed_run_has_every_line_once()
    {
        using var folder = new TemporaryFolder();
        var whole = Path.Combine(folder.Path, "whole");
        var broken = Path.Combine(folder.Path, "broken");
        Directory.CreateDirectory(whole);
        Directory.CreateDirectory(broken);
        using (var run = new TinyRun(new() { Epochs = 3 }, Hooks, whole))
        {
            run.Run();
        }

        using (var run = new TinyRun(new() { Epochs = 3 }, context => [.. Hooks(context), new CallHook(status => Throw(status.Step == 7))], broken))
        {
            Assert.Throws<InvalidOperationException>(() => run.Run(Path.Combine(broken, "run.checkpoint")));
        }

        File.AppendAllText(Path.Combine(broken, RunLog.FileName), "{\"kind\":\"st"); // what a kill leaves
        using (var run = new TinyRun(new() { Epochs = 3 }, context => [.. Hooks(context), new CallHook(_ => { })], broken))
        {
            run.Run(Path.Combine(broken, "run.checkpoint"));
        }

        Assert.Equal(Facts(whole), Facts(broken));
    }

    [Fact]
    public void Line_that_is_none_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(RunLog.FileName), "{\"kind\":\"step\",\"step\":1}\nnonsense\n");
        var error = Assert.Throws<RunLogException>(() => RunLog.Read(folder.Path));
        Assert.Contains("log.jsonl:2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_cannot_be_written_is_one_clear_error()
    {
        using var folder = new TemporaryFolder();
        using var run = new TinyRun(new() { Epochs = 1 }, Hooks, Path.Combine(folder.Path, "missing"));
        var error = Assert.Throws<TrainingException>(() => run.Run());
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    private static Hook[] Hooks(HookContext context) => [new ResourceHook(context), new LogHook(new() { Every = 2 }, context), new EvaluationHook(new(), context)];

    private static IEnumerable<string> Facts(string folder) => RunLog.Read(folder).Entries.Select(entry =>
        $"{entry.Kind} {entry.Step} {entry.Loss:R} {entry.LearningRate:R} {string.Join(',', entry.Metrics?.Select(metric => $"{metric.Key}={metric.Value:R}") ?? [])}");

    private static void Throw(bool now)
    {
        if (now)
        {
            throw new InvalidOperationException("killed");
        }
    }
}
