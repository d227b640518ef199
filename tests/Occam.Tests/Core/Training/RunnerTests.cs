using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets.Loading;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Training;

public sealed class RunnerTests
{
    [Fact]
    public void Hooks_are_called_in_order_and_steps_end_epochs()
    {
        var calls = new List<string>();
        Run(new() { Steps = 6 }, [new Recorder("a", calls), new Recorder("b", calls)]);

        string[] expected =
        [
            "a:run0", "b:run0", "a:epoch0", "b:epoch0",
            "a:step1", "b:step1", "a:step2", "b:step2", "a:step3", "b:step3", "a:step4", "b:step4", "a:done4", "b:done4",
            "a:epoch4", "b:epoch4", "a:step5", "b:step5", "a:step6", "b:step6", "a:done6", "b:done6", "a:end6", "b:end6",
        ];
        Assert.Equal(expected, calls);
    }

    [Fact]
    public void Learning_rate_is_the_schedules_factor_of_each_optimizers_own()
    {
        var rates = new List<double>();
        Run(new() { Epochs = 2 }, [new Rates(rates)], schedule: new StepSchedule(new() { Every = 1, Gamma = 0.5 }, new(8, 4)));
        Assert.Equal([0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.025], rates);
    }

    [Fact]
    public void Hook_ends_the_run_and_a_resumed_run_stays_ended()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        Assert.Equal(3, Run(new() { Epochs = 2 }, [new Stopper(3)], checkpoint));
        Assert.Equal(3, Run(new() { Epochs = 2 }, [new Stopper(3)], checkpoint));
    }

    [Fact]
    public void Cancelled_in_a_hook_the_calls_before_it_are_not_repeated_and_the_rest_is_made_up_for()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        var calls = new List<string>();
        Assert.Throws<OperationCanceledException>(() => Run(new() { Epochs = 1 }, [new Recorder("a", calls), new Canceller(), new Recorder("b", calls)], checkpoint));
        Assert.Equal("a:done4", calls[^1]);
        calls.Clear();

        Run(new() { Epochs = 1 }, [new Recorder("a", calls), new Recorder("canceller", calls), new Recorder("b", calls)], checkpoint);

        Assert.Equal(["a:run4", "canceller:run4", "b:run4", "canceller:done4", "b:done4", "a:end4", "canceller:end4", "b:end4"], calls);
    }

    [Fact]
    public void Set_without_an_optimizer_is_named()
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        var error = Assert.Throws<TrainingException>(() => new Runner(algorithm, Batches(), new() { Epochs = 1 }, new Dictionary<string, Func<ParameterSet, Optimizer>>(StringComparer.Ordinal), new ConstantSchedule()));
        Assert.Contains("'weights'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_epochs_nor_steps_is_refused() =>
        Assert.Contains("Epochs or Steps", Assert.Throws<InvalidOperationException>(() => Run(new(), [])).Message, StringComparison.Ordinal);

    private static BatchLoader Batches()
    {
        var data = new MemoryDataset(64);
        return new(data, Normalisation.Measure(data), new() { BatchSize = 16, Shuffle = true, Seed = 3 });
    }

    private static long Run(RunnerOptions options, Hook[] hooks, string? checkpoint = null, Schedule? schedule = null)
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        var optimizers = new Dictionary<string, Func<ParameterSet, Optimizer>>(StringComparer.Ordinal)
        {
            [ParameterSet.Weights] = set => new Sgd(set.Parameters, new() { LearningRate = 0.05 }),
        };
        using var runner = new Runner(algorithm, Batches(), options, optimizers, schedule ?? new ConstantSchedule(), hooks);
        runner.Run(checkpoint);
        return runner.Status.Step;
    }

    private sealed class Recorder(string name, List<string> calls) : Hook
    {
        public override string Name => name;

        public override void BeforeRun(RunStatus run) => calls.Add($"{name}:run{run.Step}");

        public override void BeforeEpoch(RunStatus run) => calls.Add($"{name}:epoch{run.Step}");

        public override void AfterStep(RunStatus run) => calls.Add($"{name}:step{run.Step}");

        public override void AfterEpoch(RunStatus run) => calls.Add($"{name}:done{run.Step}");

        public override void AfterRun(RunStatus run) => calls.Add($"{name}:end{run.Step}");
    }

    private sealed class Rates(List<double> rates) : Hook
    {
        public override string Name => "rates";

        public override void AfterStep(RunStatus run) => rates.Add(run.LearningRate);
    }

    private sealed class Stopper(long step) : Hook
    {
        public override string Name => "stopper";

        public override void AfterStep(RunStatus run)
        {
            if (run.Step == step)
            {
                run.Stop("It is enough.");
            }
        }
    }

    private sealed class Canceller : Hook
    {
        public override string Name => "canceller";

        public override void AfterEpoch(RunStatus run) => throw new OperationCanceledException();
    }
}
