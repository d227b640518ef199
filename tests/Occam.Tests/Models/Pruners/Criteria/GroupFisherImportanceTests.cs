using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class GroupFisherImportanceTests
{
    [Fact]
    public void Score_is_the_mean_squared_gradient_of_explicit_masks()
    {
        using var scope = NewDisposeScope();
        using var network = new SmallClassifier();
        var gradients = network.MaskGradients();

        var scores = network.Score(new GroupFisherImportance(new() { Saving = FisherSaving.None }))[0].Parts.Single();

        Pair.Same(Enumerable.Range(0, 5).Select(c => gradients.Average(example => example[c] * example[c])), scores, 1e-7);
        Assert.Contains(scores, score => score > 1e-6);
    }

    [Theory]
    [InlineData(FisherSaving.Macs, 64 * ((9 * 1) + (6 * 9)), (64 * 9 * ((1 * 5) + (5 * 6))) + 24)]
    [InlineData(FisherSaving.Activations, 64 * 4 * 2, 4 * ((64 * 10) + (64 * 12) + 6 + 6 + 4))]
    public void Score_is_divided_by_the_share_that_a_channel_takes(FisherSaving saving, double channel, double all)
    {
        using var scope = NewDisposeScope();
        using var network = new SmallClassifier();
        var plain = network.Score(new GroupFisherImportance(new() { Saving = FisherSaving.None }))[0].Parts.Single();

        var scores = network.Score(new GroupFisherImportance(new() { Saving = saving }))[0].Parts.Single();

        Assert.All(plain.Zip(scores), pair => Assert.Equal(pair.First / (channel / all), pair.Second, 1e-6 * pair.Second));
    }

    [Fact]
    public void Batches_do_not_change_the_score_of_a_residual_network()
    {
        using var scope = NewDisposeScope();
        using var graph = TinyNetwork.Build();
        var analysis = ChannelAnalysis.Run(graph);
        var images = new MemoryDataset(6);
        IReadOnlyList<UnitScores> Score(int batch) => new GroupFisherImportance().Score(
            new(analysis, new(new(images, Occam.Datasets.Loading.Normalisation.Measure(images), new() { BatchSize = batch })) { Batches = 6 }));

        foreach (var (alone, together) in Score(1).Zip(Score(6)))
        {
            Assert.All(alone.Parts[0].Zip(together.Parts[0]), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * alone.Parts[0].Average()));
        }
    }
}
