using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training;

public sealed class TrainerTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 4, BatchSize = 16, LearningRate = 0.05 };

    [Fact]
    public void Training_learns_classes_that_can_be_told_apart()
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        var reports = new List<TrainingProgress>();
        using var trainer = new Trainer(algorithm, Batches(), Options);

        trainer.Run(progress: reports.Add);

        var data = new MemoryDataset(64);
        var predictions = Evaluator.Predict(algorithm.Modules[0].Module.call, new BatchLoader(data, Normalisation.Measure(data), new()));
        Assert.True(Evaluator.Accuracy(predictions, data) > 0.95);
        Assert.Equal(16, reports.Count);
        Assert.Equal(4, reports.Count(report => report.EpochDone));
        Assert.True(reports[^1].Loss < reports[3].Loss);
    }

    [Fact]
    public void Cancelled_and_resumed_run_ends_with_the_same_bits_as_one_that_was_not()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        var whole = Run(null, int.MaxValue);

        Assert.Throws<OperationCanceledException>(() => Run(checkpoint, 6));
        Assert.Equal(whole, Run(checkpoint, int.MaxValue));
    }

    [Fact]
    public void Checkpoint_of_a_longer_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        Run(checkpoint, int.MaxValue);
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        using var trainer = new Trainer(algorithm, Batches(), Options with { Epochs = 5 });

        var error = Assert.Throws<TrainingException>(() => trainer.Run(checkpoint));

        Assert.Contains("16 steps, but this one has 20", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void Damaged_checkpoints_are_named(double kept)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        Run(checkpoint, int.MaxValue);
        var bytes = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, bytes[..(int)(bytes.Length * kept)]);
        File.Delete(checkpoint + ".previous");

        var error = Assert.Throws<TrainingException>(() => Run(checkpoint, int.MaxValue));

        Assert.Contains(checkpoint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_that_is_not_a_number_ends_the_run_and_says_where()
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        using var trainer = new Trainer(algorithm, Batches(), Options with { LearningRate = 1e30, WarmUp = 0 });

        var error = Assert.Throws<TrainingException>(() => trainer.Run());

        Assert.Contains("of 16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_steps_leave_the_number_of_live_tensors_unchanged()
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        using var trainer = new Trainer(algorithm, Batches(), Options with { Epochs = 52 });
        var counts = new List<long>();

        GC.Collect(); // what earlier tests left behind
        GC.WaitForPendingFinalizers();
        trainer.Run(progress: _ => counts.Add(Tensor.TotalCount));

        Assert.Equal(208, counts.Count);
        Assert.Equal(counts[4], counts[^1]);
    }

    [Fact]
    public void Options_out_of_range_are_listed_together()
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());

        var error = Assert.Throws<ArgumentException>(() => new Trainer(algorithm, Batches(), Options with { Epochs = 0, Momentum = 1 }));

        Assert.Contains("Epochs has to be at least 1, but is 0. Momentum", error.Message, StringComparison.Ordinal);
    }

    private static BatchLoader Batches()
    {
        var data = new MemoryDataset(64);
        return new(data, Normalisation.Measure(data), new() { BatchSize = 16, Shuffle = true, Seed = 3 });
    }

    private static float[] Run(string? checkpoint, int cancelAfter)
    {
        using var graph = TinyNetwork.Build();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        using var trainer = new Trainer(algorithm, Batches(), Options);
        using var stop = new CancellationTokenSource();
        trainer.Run(checkpoint, reached =>
        {
            if (reached.Step == cancelAfter)
            {
                stop.Cancel();
            }
        }, stop.Token);
        return TinyNetwork.Weights(graph);
    }
}
