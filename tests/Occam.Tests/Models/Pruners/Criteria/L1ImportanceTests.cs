using Occam.Models.Pruners.Criteria;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class L1ImportanceTests
{
    [Fact]
    public void Parts_are_the_mean_absolute_weights_of_makers_and_readers_each_divided_by_its_own_mean()
    {
        using var graph = Pair.Build([1, -2, 3, -4], [30, -10, 10, -10, -10, 10, -10, 0]);

        var parts = Pair.Parts(new L1Importance(), graph);

        // Makers 1, 2, 3, 4 (mean 2.5); readers 20, 10, 10, 5 (mean 11.25); the bias takes no part.
        Assert.Equal(2, parts.Count);
        Assert.Contains(parts, part => Math.Abs(part[0] - (1 / 2.5)) < 1e-6);
        Pair.Same([1 / 2.5, 2 / 2.5, 3 / 2.5, 4 / 2.5], parts.MinBy(part => part[0])!);
        Pair.Same([20 / 11.25, 10 / 11.25, 10 / 11.25, 5 / 11.25], parts.MaxBy(part => part[0])!);
    }
}
