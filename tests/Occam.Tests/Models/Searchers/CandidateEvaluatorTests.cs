using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Graphs.Execution;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Mutables;
using Occam.Models.Searchers;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Searchers;

public sealed class CandidateEvaluatorTests
{
    [Fact]
    public void SharedPrefixesGiveTheScoresOfSubnetsEvaluatedAlone()
    {
        using var graph = new SposShuffleNetOptions { Size = 8, Widths = [16, 24], Blocks = [2, 2], StemChannels = 8, HeadChannels = 16, Classes = 4 }.Build(5);
        var space = SearchSpace.Of(graph);
        var data = new MemoryDataset(96);
        var normalisation = Normalisation.Measure(data);
        BatchLoader calibration = new(data, normalisation, new() { BatchSize = 48 }), images = new(data, normalisation, new() { BatchSize = 40 });
        Subnet[] subnets = [.. Enumerable.Range(0, 12).Select(draw => space.Mutator.Sample(1, draw)), space.Mutator.Largest, space.Mutator.Largest.With("stage2.block1", "shuffle_3")];
        var shared = new CandidateEvaluator(space, calibration, images);
        var scores = shared.Score(subnets, TestContext.Current.CancellationToken);
        Assert.InRange(shared.Saved, 0.2, 0.9);
        Assert.Equal(scores, new CandidateEvaluator(space, calibration, images, sharing: false).Score(subnets, TestContext.Current.CancellationToken));
        Assert.Equal(subnets.Select(subnet => Alone(space, subnet, calibration, images)), scores);
        Assert.True(scores.Distinct().Count() > 4, "the scores tell nothing apart");
    }

    [Fact]
    public void NothingLeaks()
    {
        using var graph = new SposShuffleNetOptions { Size = 8, Widths = [16], Blocks = [2], StemChannels = 8, HeadChannels = 16, Classes = 4 }.Build(5);
        var space = SearchSpace.Of(graph);
        var data = new MemoryDataset(32);
        var loader = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 16 });
        var evaluator = new CandidateEvaluator(space, loader, loader);
        Subnet[] subnets = [.. Enumerable.Range(0, 6).Select(draw => space.Mutator.Sample(1, draw))];
        evaluator.Score(subnets, TestContext.Current.CancellationToken);
        var before = Tensor.TotalCount;
        evaluator.Score(subnets, TestContext.Current.CancellationToken);
        Assert.Equal(before, Tensor.TotalCount);
    }

    // Cut out, calibrated and run as a network of its own.
    private static double Alone(SearchSpace space, Subnet subnet, BatchLoader calibration, BatchLoader images)
    {
        using var scope = NewDisposeScope();
        using var resolved = space.Resolve(subnet);
        BatchNormCalibration.Apply(resolved, calibration.Read().First().Images);
        using var module = new GraphModule(resolved);
        module.eval();
        return Evaluator.Accuracy(Evaluator.Predict(module.call, images), images.Dataset);
    }
}
