using Occam.Core.Training;
using Occam.Core.Training.Hooks;

namespace Occam.Tests.Core.Training.Hooks;

public sealed class EarlyStopHookTests
{
    [Theory]
    [InlineData("top1", 0, new[] { 0.1, 0.5, 0.4, 0.45, 0.3 }, 5)] // best at 2, then three without
    [InlineData("top1", 0.2, new[] { 0.1, 0.2, 0.25, 0.29, 0.9 }, 4)] // too small steps do not count
    [InlineData("loss", 0, new[] { 3, 2, 2.5, 2, 2.1, 0.1 }, 5)] // equal is not better
    [InlineData("top1", 0, new[] { 0.1, 0.2, 0.3, 0.4 }, 0)]
    public void Run_ends_after_so_many_evaluations_that_are_not_better(string metric, double delta, double[] values, long stopped)
    {
        using var run = new TinyRun(new() { Epochs = 4 });
        using var hook = new EarlyStopHook(new() { Metric = metric, Patience = 3, MinDelta = delta });
        var status = new RunStatus(run.Algorithm, [hook], 100, 1);
        foreach (var value in values.TakeWhile(_ => status.StopReason is null))
        {
            status.Step++;
            status.Report(new Dictionary<string, double>(StringComparer.Ordinal) { [metric] = value });
        }

        Assert.Equal(stopped > 0, status.StopReason is not null);
        Assert.Equal(stopped > 0 ? stopped : values.Length, status.Step);
    }

    [Fact]
    public void Unknown_metric_is_named_with_those_that_are_measured()
    {
        using var run = new TinyRun(new() { Epochs = 1 }, context => [new EvaluationHook(new(), context), new EarlyStopHook(new() { Metric = "map" })]);
        var error = Assert.Throws<TrainingException>(() => run.Run());
        Assert.Contains("'map', but measured are: loss, top1, top5", error.Message, StringComparison.Ordinal);
    }
}
