using Occam.Datasets.Loading;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using static Occam.Tests.Models.Algorithms.DartsSearches;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

/// <summary>Which images train the architecture, and which the weights.</summary>
public sealed class DartsValidationTests
{
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
}
