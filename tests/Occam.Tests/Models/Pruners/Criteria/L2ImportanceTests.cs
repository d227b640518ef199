using Occam.Models.Pruners.Criteria;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class L2ImportanceTests
{
    [Fact]
    public void Parts_are_root_mean_squares_divided_by_their_mean()
    {
        using var graph = Pair.Build([3, 4, 0, 0, 5, 12, 8, 6], [1, 1, 1, 1]);

        var parts = Pair.Parts(new L2Importance(), graph);

        // Norms of the rows: 5, 0, 13, 10, mean 7.
        Assert.Contains(parts, part => part.Zip([5 / 7.0, 0, 13 / 7.0, 10 / 7.0]).All(pair => Math.Abs(pair.First - pair.Second) < 1e-6));
        Assert.Contains(parts, part => part.All(score => Math.Abs(score - 1) < 1e-6));
    }
}
