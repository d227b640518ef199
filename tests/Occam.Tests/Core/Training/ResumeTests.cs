using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets;
using Occam.Datasets.Mixing;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Training;

/// <summary>A run that is broken off at any step and resumed ends with the same bits as one that is not. What breaks it off saves nothing, like a kill.</summary>
public sealed class ResumeTests
{
    private static readonly RunnerOptions Options = new() { Epochs = 5, CheckpointEvery = 3 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Killed_at_random_steps_everything_ends_the_same(int seed)
    {
        using var folder = new TemporaryFolder();
        using var whole = Make(folder.File("whole", "x"), _ => { }, seed);
        whole.Run();

        var random = new Random(seed);
        var checkpoint = folder.File("broken", "run.checkpoint");
        for (var kills = 0; kills < 3; kills++)
        {
            var at = random.Next(1, 8);
            using var killed = Make(checkpoint, _ => Kill(at-- == 0), seed);
            Assert.True(Record.Exception(() => killed.Run(checkpoint)) is InvalidOperationException or null); // null where it ended early before
        }

        using var rest = Make(checkpoint, _ => { }, seed);
        rest.Run(checkpoint);

        Assert.Equal(whole.Weights, rest.Weights);
        Assert.Equal(whole.Runner.Status.Step, rest.Runner.Status.Step);
        Assert.Equal(whole.Runner.Status.StopReason, rest.Runner.Status.StopReason);
        Assert.Equal(State(whole), State(rest));
        Assert.Equal(Names(folder.File("whole", "x")), Names(checkpoint).Where(name => !name.StartsWith("run.checkpoint", StringComparison.Ordinal)));
    }

    [Fact]
    public void Early_stop_counts_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        Hook[] Hooks(HookContext context, int kill) =>
        [
            new EvaluationHook(new(), context with { Evaluate = _ => new Dictionary<string, double>(StringComparer.Ordinal) { ["top1"] = 0.5 } }),
            new EarlyStopHook(new() { Patience = 3 }),
            new CallHook(status => Kill(status.Step == kill)),
        ];
        using (var killed = new TinyRun(new() { Epochs = 20 }, context => Hooks(context, 10)))
        {
            Assert.Throws<InvalidOperationException>(() => killed.Run(checkpoint));
        }

        using var rest = new TinyRun(new() { Epochs = 20 }, context => Hooks(context, -1));
        rest.Run(checkpoint);

        Assert.Equal(16, rest.Runner.Status.Step); // the first epoch is the best, the fourth the third without a better one
    }

    [Theory]
    [InlineData(0)] // cut off
    [InlineData(1)] // a flipped bit
    [InlineData(2)] // gone: killed between two renamings
    public void Damaged_newest_checkpoint_falls_back_to_the_one_before_with_a_warning(int damage)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        using (var run = new TinyRun(new() { Epochs = 3 }, _ => [new CallHook(status => Kill(status.Step == 9))]))
        {
            Assert.Throws<InvalidOperationException>(() => run.Run(checkpoint));
        }

        var bytes = File.ReadAllBytes(checkpoint);
        bytes[bytes.Length / 2] ^= 1;
        switch (damage)
        {
            case 0: File.WriteAllBytes(checkpoint, bytes[..(bytes.Length / 3)]); break;
            case 1: File.WriteAllBytes(checkpoint, bytes); break;
            default: File.Delete(checkpoint); break;
        }

        var first = 0L;
        using var rest = new TinyRun(new() { Epochs = 3 }, _ => [new CallHook(status => first = first == 0 ? status.Step : first)]);
        rest.Run(checkpoint);
        using var whole = new TinyRun(new() { Epochs = 3 });
        whole.Run();

        Assert.Equal(5, first);
        Assert.Equal(damage < 2 ? 1 : 0, rest.Warnings.Count(warning => warning.Contains("goes on from the one before", StringComparison.Ordinal)));
        Assert.Equal(whole.Weights, rest.Weights);
    }

    [Fact]
    public void What_a_killed_process_left_of_a_checkpoint_is_removed()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        File.WriteAllText(checkpoint + ".0123456789abcdef.tmp", "half");
        using var run = new TinyRun(new() { Epochs = 1 });
        run.Run(checkpoint);
        Assert.Equal([checkpoint], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Folder_that_cannot_be_written_ends_the_run_with_one_error_that_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        using (var run = new TinyRun(new() { Epochs = 3 }, _ => [new CallHook(status => Kill(status.Step == 5))]))
        {
            Assert.Throws<InvalidOperationException>(() => run.Run(checkpoint));
        }

        var before = File.ReadAllBytes(checkpoint);
        var moved = folder.Path + "-moved";
        using (var run = new TinyRun(new() { Epochs = 3 }, _ => [new CallHook(status => Move(status.Step == 6, folder.Path, moved))]))
        {
            var error = Assert.Throws<TrainingException>(() => run.Run(checkpoint));
            Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
            Assert.Contains("resume", error.Message, StringComparison.Ordinal);
        }

        Directory.Move(moved, folder.Path);
        Assert.Equal(before, File.ReadAllBytes(checkpoint));
        using var rest = new TinyRun(new() { Epochs = 3 });
        rest.Run(checkpoint);
        using var whole = new TinyRun(new() { Epochs = 3 });
        Assert.Equal(whole.Run().Weights, rest.Weights);
    }

    [Fact]
    public void Full_disk_under_the_log_is_one_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs Linux' /dev/full");
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("log.jsonl");
        File.CreateSymbolicLink(checkpoint, "/dev/full");
        using var run = new TinyRun(new() { Epochs = 1 }, context => [new LogHook(new(), context)], folder.Path);
        var error = Assert.Throws<TrainingException>(() => run.Run());
        Assert.Contains("log.jsonl' cannot be written", error.Message, StringComparison.Ordinal);
    }

    // Everything that has state: Adam's averages over accumulated gradients, an average of weights, a chain of schedules, the best checkpoints, an early stop that is near.
    private static TinyRun Make(string path, Action<RunStatus> call, int seed) => new(
        Options,
        context =>
        [
            new EmaHook(new() { Decay = 0.9 }, context.Algorithm),
            new EvaluationHook(new() { EverySteps = 2 }, context),
            new CheckpointHook(new() { Metric = "loss", Keep = 2 }, context),
            new EarlyStopHook(new() { Metric = "loss", Patience = seed == 4 ? 1 : 50, MinDelta = seed == 4 ? 0.5 : 0 }),
            new CallHook(call),
        ],
        Path.GetDirectoryName(path),
        optimizer: set => new AdamW(set.Parameters, new() { LearningRate = 0.01, Accumulation = 2, MaxGradientNorm = 1 }),
        schedule: length => new ChainSchedule(
            [
                new("linear", new LinearScheduleOptions { Length = 1 }, part => new LinearSchedule(new(), part)),
                new("cosine", new CosineScheduleOptions(), part => new CosineSchedule(new(), part)),
            ],
            length),
        mixes: seed % 2 == 0 ? [new Mixup(new()), new CutMix(new(), new(InputLayout.ChannelsFirst))] : null);

    private static string State(TinyRun run) =>
        string.Join(' ', run.Runner.Status.Evaluation!.Metrics.Select(metric => $"{metric.Key}={metric.Value:R}")) + $" loss={run.Runner.Status.Loss:R}";

    private static IEnumerable<string> Names(string path) => Directory.GetFiles(Path.GetDirectoryName(path)!).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static void Kill(bool now)
    {
        if (now)
        {
            throw new InvalidOperationException("killed");
        }
    }

    private static void Move(bool now, string from, string to)
    {
        if (now)
        {
            Directory.Move(from, to);
        }
    }
}
