using Occam.Models.Predictors;

namespace Occam.Tests.Models.Predictors;

public sealed class SpearmanRhoTests
{
    // 1 - 6 sum d^2 / (n (n^2 - 1)), d = 2, 1, 1, 1, 1.
    [Fact]
    public void Without_ties_it_is_the_formula_of_squared_rank_differences() =>
        Assert.Equal(1 - (6.0 * 8 / (5 * 24)), SpearmanRho.Of([10, 20, 30, 40, 500], [3, 1, 2, 5, 4]), 1e-12);

    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3.5, 3.5: the products of the differences from 2.5 sum to 3.75, the squares to 4.5 and 4.5.
    [Fact]
    public void Equal_numbers_share_the_mean_of_their_ranks() => Assert.Equal(3.75 / 4.5, SpearmanRho.Of([1, 2, 2, 3], [1, 2, 3, 3]), 1e-12);

    [Fact]
    public void Numbers_that_are_all_equal_have_no_order() => Assert.True(double.IsNaN(SpearmanRho.Of([1, 2, 3], [2, 2, 2])));

    [Fact]
    public void Lists_of_two_lengths_are_refused() => Assert.Throws<ArgumentException>(() => SpearmanRho.Of([1, 2], [1]));
}
