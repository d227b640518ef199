using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using Occam.Onnx.Runtime;
using Occam.Tests.Core.Training;
using static Occam.Tests.Models.Algorithms.DartsSearches;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

public sealed class DartsAlgorithmTests
{
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
}
