using Occam.Models.Pruners;

namespace Occam.Tests.Models.Pruners;

public sealed class ScoreReductionTests
{
    private static readonly UnitScores Scores = new([[1, 2, 3], [3, 2, 7]]);

    [Theory]
    [InlineData(GroupReduction.Mean, new[] { 2.0, 2, 5 })]
    [InlineData(GroupReduction.Sum, new[] { 4.0, 4, 10 })]
    [InlineData(GroupReduction.Max, new[] { 3.0, 2, 7 })]
    [InlineData(GroupReduction.Product, new[] { 3.0, 4, 21 })]
    public void Parts_become_one_score(GroupReduction reduction, double[] expected) =>
        Assert.Equal(expected, ScoreReduction.Apply(Scores, reduction, ScoreNormalisation.None));

    [Theory]
    [InlineData(ScoreNormalisation.Default, new[] { 2.0, 2, 5 })]
    [InlineData(ScoreNormalisation.Mean, new[] { 2 / 3.0, 2 / 3.0, 5 / 3.0 })]
    [InlineData(ScoreNormalisation.Max, new[] { 0.4, 0.4, 1 })]
    [InlineData(ScoreNormalisation.Sum, new[] { 2 / 9.0, 2 / 9.0, 5 / 9.0 })]
    [InlineData(ScoreNormalisation.Standard, new[] { 0.0, 0, 1 })]
    public void Scores_are_normalised_over_the_unit(ScoreNormalisation normalisation, double[] expected) =>
        Assert.All(expected.Zip(ScoreReduction.Apply(Scores, GroupReduction.Mean, normalisation)), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

    [Theory]
    [InlineData(ScoreNormalisation.Mean)]
    [InlineData(ScoreNormalisation.Standard)]
    public void Scores_that_are_all_zero_stay_so(ScoreNormalisation normalisation) =>
        Assert.Equal([0.0, 0], ScoreReduction.Apply(new([[0, 0]]), GroupReduction.Mean, normalisation));
}
