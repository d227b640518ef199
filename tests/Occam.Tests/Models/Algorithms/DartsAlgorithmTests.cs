using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using Occam.Onnx.Runtime;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

public sealed class DartsAlgorithmTests
{
    private static readonly DartsOptions Small = new() { Width = 4, Cells = 1, Nodes = 2, Size = 8, Classes = 4 };
    private static readonly SgdOptions Plain = new() { LearningRate = 0.2, Momentum = 0.9, Nesterov = false, WeightDecay = 1e-3 };

    // F(a) = L_val(w'(a), a), w' by a step of a search that leaves the architecture alone: along the step's own gradient g it has to change by |g|^2.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Architecture_follows_the_derivative_of_the_objective(bool unrolled)
    {
        using var scope = NewDisposeScope();
        var parts = Parts();
        double[] zero = new double[Small.Edges * 8];
        var gradient = Step(zero, new() { Unrolled = unrolled }, parts).Change.Select(change => -change).ToArray();
        var square = gradient.Sum(g => g * g);
        var size = 0.1 / Math.Sqrt(square);

        var ahead = Objective(size);
        var behind = Objective(-size);

        Assert.InRange((ahead - behind) / (2 * size) / square, 0.97, 1.03);

        double Objective(double distance)
        {
            var moved = Array.ConvertAll(gradient, g => g * distance);
            using var graph = Supernet(moved);
            using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss(), new() { WarmUpEpochs = unrolled ? 1 : 0 });
            if (unrolled)
            {
                Take(algorithm, parts.Training, 1);
            }

            return new LossOf(algorithm).Compute(parts.Validation);
        }
    }

    [Fact]
    public void Weights_and_statistics_are_those_of_training_alone_where_the_architecture_hardly_moves()
    {
        using var scope = NewDisposeScope();
        var alone = Constants(new() { WarmUpEpochs = 1 });

        Assert.Equal(alone, Constants(new()));
        Assert.Equal(alone, Constants(new() { Unrolled = false }));

        float[] Constants(DartsSearchOptions options)
        {
            using var graph = Supernet([.. Enumerable.Range(0, Small.Edges * 8).Select(i => 1 + (i % 3.0))]);
            using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss(), options);
            Take(algorithm, Batch(0, 24), 1e-30);
            return TinyNetwork.Weights(graph);
        }
    }

    [Fact]
    public void Images_of_the_architecture_never_train_the_weights()
    {
        using var scope = NewDisposeScope();
        using var graph = Supernet();
        using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss());
        var before = TinyNetwork.Weights(graph);

        Take(algorithm, Parts().Validation, 1);

        Assert.Equal(before, TinyNetwork.Weights(graph));
        Assert.InRange(Parts().Validation.Count, 16, 48); // of 64
    }

    [Fact]
    public void Scale_and_shift_of_norms_are_trained_where_asked_only()
    {
        using var graph = Supernet();
        using var fixedNorms = new DartsAlgorithm(graph, new CrossEntropyLoss());
        using var other = Supernet();
        using var affine = new DartsAlgorithm(other, new CrossEntropyLoss(), new() { AffineNorms = true });

        Assert.DoesNotContain(fixedNorms.ParameterSets[0].Parameters, pair => pair.Name.Contains("norm", StringComparison.Ordinal));
        Assert.Contains(affine.ParameterSets[0].Parameters, pair => pair.Name == "stem.norm.bias");
        Assert.Equal(["normal"], affine.ParameterSets[1].Parameters.Select(pair => pair.Name));
    }

    // The same images as parts of one batch, and as a batch and one of a loader of its own.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Images_that_are_held_out_train_the_architecture_and_all_others_the_weights(bool unrolled)
    {
        using var scope = NewDisposeScope();
        var data = new MemoryDataset(12);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 12 });
        var (training, validation) = Parts();
        var held = loader.Read().First();
        var both = new Batch(cat([training.Images, held.Images]), cat([training.Labels!, held.Labels!])) { Indices = cat([training.Indices!, validation.Indices!.narrow(0, 0, 12)]) };

        Assert.Equal(After(both, null), After(training, loader));

        float[] After(Batch batch, BatchLoader? heldOut)
        {
            using var graph = Supernet();
            using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss(), new() { Unrolled = unrolled }, validation: heldOut);
            Take(algorithm, batch, 1);
            return [.. TinyNetwork.Weights(graph), .. DartsSupernet.Parameters(graph, "normal")!.SelectMany(row => row).Select(x => (float)x)];
        }
    }

    [Fact]
    public void A_share_beside_images_that_are_held_out_is_refused()
    {
        using var graph = Supernet();
        var data = new MemoryDataset(12);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 12 });

        var problem = Assert.Throws<ArgumentException>(() => new DartsAlgorithm(graph, new CrossEntropyLoss(), new() { ValidationShare = 0.3 }, validation: loader));

        Assert.Contains("leave out validation_share", problem.Message, StringComparison.Ordinal);
    }

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

    [Fact]
    public void What_is_written_is_the_derived_network_and_runs_in_ONNX_Runtime()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = Supernet([.. Enumerable.Range(0, Small.Edges * 8).Select(i => Math.Sin(7 * i))]);
        using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss());
        using var written = algorithm.Export();

        Assert.Contains(new(Genotype.MetadataKey, algorithm.Genotype.ToString()), written.Info.Metadata);
        Assert.InRange(ParityCheck.Run(written, [randn(3, 1, 8, 8)]).Largest, 0, 1e-4);
    }

    [Fact]
    public void Looking_ahead_of_another_optimizer_is_refused()
    {
        using var scope = NewDisposeScope();
        using var graph = Supernet();
        using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss());
        using var adam = new Adam(algorithm.ParameterSets[0].Parameters);
        using var other = new Adam(algorithm.ParameterSets[1].Parameters);
        var context = new StepContext(new Dictionary<string, Optimizer>(StringComparer.Ordinal) { ["weights"] = adam, ["architecture"] = other });

        Assert.Contains("Adam", Assert.Throws<TrainingException>(() => algorithm.TrainStep(Batch(0, 24), context)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_networks_and_options_out_of_range_are_refused()
    {
        using var plain = TinyNetwork.Build();
        using var graph = Supernet();

        Assert.Throws<GraphException>(() => new DartsAlgorithm(plain, new CrossEntropyLoss()));
        Assert.Throws<ArgumentException>(() => new DartsAlgorithm(graph, new CrossEntropyLoss(), new() { ValidationShare = 1, WarmUpEpochs = -1, Temperature = 0 }));
    }

    private static Graph Supernet(double[]? table = null)
    {
        var graph = Small.Build(seed: 3);
        using var scope = NewDisposeScope();
        graph.Find("normal")!.Constant!.Tensor.copy_(tensor(table ?? new double[Small.Edges * 8]).reshape(Small.Edges, 8));
        return graph;
    }

    private static Batch Batch(int first, int count)
    {
        using var generator = new Generator(4);
        return new(randn([64, 1, 8, 8], generator: generator).narrow(0, first, count), arange(64, ScalarType.Int64).remainder(4).narrow(0, first, count))
        {
            Indices = arange(64, ScalarType.Int64).narrow(0, first, count),
        };
    }

    // An image that trains the architecture trains nothing alone.
    private static (Batch Training, Batch Validation) Parts()
    {
        using var graph = Supernet();
        using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss());
        var parts = Enumerable.Range(0, 64).ToLookup(i => Take(algorithm, Batch(i, 1), 1e-30, 1e-30).Total > 0, i => (long)i);
        var all = Batch(0, 64);
        return (Part(parts[true]), Part(parts[false]));

        Batch Part(IEnumerable<long> places)
        {
            var rows = tensor(places.ToArray());
            return new(all.Images.index_select(0, rows), all.Labels!.index_select(0, rows)) { Indices = all.Indices!.index_select(0, rows) };
        }
    }

    private static (double Total, double[] Change) Step(double[] table, DartsSearchOptions options, (Batch Training, Batch Validation) parts)
    {
        using var graph = Supernet(table);
        using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss(), options);
        var before = DartsSupernet.Parameters(graph, "normal")!;
        var both = new Batch(cat([parts.Training.Images, parts.Validation.Images]), cat([parts.Training.Labels!, parts.Validation.Labels!]))
        {
            Indices = cat([parts.Training.Indices!, parts.Validation.Indices!]),
        };
        var result = Take(algorithm, both, 1);
        return (result.Total, [.. DartsSupernet.Parameters(graph, "normal")!.SelectMany(row => row).Zip(before.SelectMany(row => row), (after, was) => after - was)]);
    }

    private static StepResult Take(DartsAlgorithm algorithm, Batch batch, double architectureRate, double? rate = null)
    {
        using var weights = new Sgd(algorithm.ParameterSets[0].Parameters, Plain with { LearningRate = rate ?? Plain.LearningRate });
        using var architecture = new Sgd(algorithm.ParameterSets[1].Parameters, new() { LearningRate = architectureRate, Momentum = 0, Nesterov = false });
        algorithm.Train();
        return algorithm.TrainStep(batch, new(new Dictionary<string, Optimizer>(StringComparer.Ordinal) { ["weights"] = weights, ["architecture"] = architecture }));
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

    private sealed class LossOf(DartsAlgorithm algorithm)
    {
        public double Compute(Batch batch)
        {
            using var scope = NewDisposeScope();
            using var guard = no_grad();
            algorithm.Train();
            var logits = algorithm.Modules[0].Module.call(batch.Images).to(ScalarType.Float64);
            return nn.functional.cross_entropy(logits, batch.Labels!).item<double>();
        }
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
