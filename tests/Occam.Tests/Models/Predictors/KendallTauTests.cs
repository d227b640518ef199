using Occam.Models.Predictors;

namespace Occam.Tests.Models.Predictors;

public sealed class KendallTauTests
{
    [Fact]
    public void Equal_orders_give_one_and_opposite_ones_minus_one()
    {
        Assert.Equal(1, KendallTau.Of([1, 5, 9], [-2, 0, 0.5]));
        Assert.Equal(-1, KendallTau.Of([1, 5, 9], [3, 2, 1]));
    }

    // Pairs: 7 concordant, 3 discordant of 10.
    [Fact]
    public void Without_ties_it_is_the_surplus_of_concordant_pairs() => Assert.Equal(0.4, KendallTau.Of([1, 2, 3, 4, 5], [3, 1, 2, 5, 4]), 1e-12);

    // Pairs (a, b): 4 concordant, 0 discordant; 5 of 6 are not tied in a, 5 of 6 not in b.
    [Fact]
    public void Ties_count_as_tau_b_has_them() => Assert.Equal(4 / 5.0, KendallTau.Of([1, 2, 2, 3], [1, 2, 3, 3]), 1e-12);

    [Fact]
    public void Numbers_that_are_all_equal_have_no_order() => Assert.True(double.IsNaN(KendallTau.Of([1, 1, 1], [1, 2, 3])));

    [Fact]
    public void Lists_of_two_lengths_are_refused() => Assert.Throws<ArgumentException>(() => KendallTau.Of([1, 2], [1]));
}
