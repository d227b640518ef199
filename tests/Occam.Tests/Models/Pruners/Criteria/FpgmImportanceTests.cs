using Occam.Models.Pruners.Criteria;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class FpgmImportanceTests
{
    [Fact]
    public void Score_is_the_mean_distance_to_the_others_so_that_the_one_in_the_middle_leaves_first()
    {
        using var graph = Pair.Build([0, 10, 4, 5], [1, 1, 1, 1]);

        var parts = Pair.Parts(new FpgmImportance(), graph);

        // Distances: 19, 21, 11, 11; mean 15.5. Equal readers have no distance and add nothing.
        Assert.Contains(parts, part => part.Zip([19 / 15.5, 21 / 15.5, 11 / 15.5, 11 / 15.5]).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5));
        Assert.Contains(parts, part => part.All(score => Math.Abs(score) < 1e-5));
    }
}
