using Occam.Graphs.Channels;
using Occam.Models.Pruners.Criteria;
using Occam.Tests.Core.Training;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class RandomImportanceTests
{
    [Fact]
    public void Scores_depend_on_the_seed_alone_and_fill_zero_to_one()
    {
        using var graph = TinyNetwork.Build(width: 64);
        var analysis = ChannelAnalysis.Run(graph);
        double[] Scores(int seed) => [.. new RandomImportance().Score(new(analysis, Seed: seed)).SelectMany(unit => unit.Parts[0])];

        var scores = Scores(1);

        Assert.Equal(scores, Scores(1));
        Assert.NotEqual(scores, Scores(2));
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.Equal(0.5, scores.Average(), 0.1);
        Assert.Equal(scores.Length, scores.Distinct().Count());
    }
}
