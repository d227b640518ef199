using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets.Loading;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using static Occam.Tests.Models.Algorithms.DartsSearches;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

/// <summary>Whole runs of a search.</summary>
public sealed class DartsRunTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Stopped_search_goes_on_to_the_same_bits(bool gumbel, bool heldOut)
    {
        using var folder = new TemporaryFolder();
        var options = new DartsSearchOptions { Gumbel = gumbel, Temperature = 2, FinalTemperature = 0.5 };
        var whole = Run(options, null, int.MaxValue, heldOut: heldOut);
        var checkpoint = folder.File("run.checkpoint");
        Assert.Throws<OperationCanceledException>(() => Run(options, checkpoint, 3, heldOut: heldOut));

        Assert.Equal(whole, Run(options, checkpoint, int.MaxValue, heldOut: heldOut));
    }

    [Fact]
    public void Steps_leave_the_number_of_live_tensors_unchanged()
    {
        var counts = new List<long>();
        GC.Collect(); // what earlier tests left behind
        GC.WaitForPendingFinalizers();

        Run(new() { Gumbel = true }, null, int.MaxValue, new Counter(counts));

        Assert.Equal(8, counts.Count);
        Assert.Equal(counts[1], counts[^1]);
    }

    private static float[] Run(DartsSearchOptions options, string? checkpoint, int cancelAfter, Hook? hook = null, bool heldOut = false)
    {
        using var graph = Supernet();
        var others = new MemoryDataset(20);
        var validation = heldOut ? new BatchLoader(others, Normalisation.Measure(others), new() { BatchSize = 6, Shuffle = true, Seed = 9 }) : null;
        using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss(), options, seed: 5, validation: validation);
        var optimizers = new Dictionary<string, Func<ParameterSet, Optimizer>>(StringComparer.Ordinal)
        {
            ["weights"] = set => new Sgd(set.Parameters, Plain),
            ["architecture"] = set => new Adam(set.Parameters, new() { LearningRate = 0.1, Beta1 = 0.5 }),
        };
        using var stop = new CancellationTokenSource();
        var data = new MemoryDataset(64);
        var batches = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 16, Shuffle = true, Seed = 3 });
        using var runner = new Runner(algorithm, batches, new() { Epochs = 2, Seed = 5 }, optimizers, new ConstantSchedule(), [new Stopper(cancelAfter, stop), .. hook is null ? [] : new[] { hook }]);
        runner.Run(checkpoint, stop.Token);
        return TinyNetwork.Weights(graph);
    }

    private sealed class Stopper(int after, CancellationTokenSource stop) : Hook
    {
        public override string Name => "stopper";

        public override void AfterStep(RunStatus run)
        {
            if (run.Step == after)
            {
                stop.Cancel();
            }
        }
    }

    private sealed class Counter(List<long> counts) : Hook
    {
        public override string Name => "counter";

        public override void AfterStep(RunStatus run) => counts.Add(Tensor.TotalCount);
    }
}
