using Occam.Models.Pruners.Criteria;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class LampImportanceTests
{
    [Fact]
    public void Score_is_the_share_of_squares_at_least_as_large()
    {
        using var graph = Pair.Build([1, 2, 3, 4], [1, 2, 3, 4]);

        Pair.Same([1 / 30.0, 4 / 29.0, 9 / 25.0, 1], Pair.Parts(new LampImportance(), graph).Single());
    }
}
