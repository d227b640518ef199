using Occam.Core.Search;
using Occam.Models.Searchers;

namespace Occam.Tests.Core.Search;

/// <summary>Subnets 0 to 9, the best first; a subnet's prediction is its only figure.</summary>
public sealed class LatencyLimitTests
{
    [Fact]
    public void The_best_that_really_meets_the_limit_wins()
    {
        var ranked = Ranked(0.9, 0.8, 0.85, 0.7);
        var limit = Limit(1, 1.05, 1.02, 0.99, 0.1);

        Assert.Same(ranked[2], limit.Winner(ranked, seen => seen.Figures[0]));
        Assert.Equal([(0.9, 1.05, false), (0.8, 1.02, false), (0.85, 0.99, true)], limit.Checked.Select(check => (check.Predicted!.Value, check.Measured, check.IsMet)));
    }

    [Fact]
    public void What_cannot_meet_it_by_the_smallest_error_seen_is_not_measured()
    {
        // Twice as slow as predicted, so that only 0.45 can stay below 1.
        var ranked = Ranked(0.9, 0.8, 0.7, 0.45);
        var limit = Limit(1, 1.8, 0, 0, 0.9);

        Assert.Same(ranked[3], limit.Winner(ranked, seen => seen.Figures[0]));
        Assert.Equal([1.8, 0.9], limit.Checked.Select(check => check.Measured));
    }

    [Fact]
    public void Where_each_candidate_was_measured_no_prediction_is_shown()
    {
        var ranked = Ranked(1, 1);
        var limit = Limit(1, 1.05, 0.9);

        Assert.Same(ranked[1], limit.Winner(ranked, null));
        Assert.All(limit.Checked, check => Assert.Null(check.Predicted));
    }

    [Fact]
    public void Where_none_meets_it_the_message_says_by_how_much()
    {
        var message = Assert.Throws<SearchException>(() => Limit(1, 1.5, 1.3).Winner(Ranked(0.9, 0.6), seen => seen.Figures[0])).Message;

        Assert.Contains("1.3 ms", message, StringComparison.Ordinal);
        Assert.Contains("0.6 were predicted", message, StringComparison.Ordinal);
        Assert.Contains("maximum_latency", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_none_meets_it_and_nothing_was_predicted_none_is_named()
    {
        var message = Assert.Throws<SearchException>(() => Limit(1, 1.5, 1.3).Winner(Ranked(1, 1), null)).Message;

        Assert.Contains("the fastest takes 1.3 ms. Set search.maximum_latency higher", message, StringComparison.Ordinal);
        Assert.DoesNotContain("predicted", message, StringComparison.Ordinal);
    }

    private static LatencyLimit Limit(double limit, params double[] measured) => new(limit, subnet => measured[int.Parse(subnet["n"]!, null)]);

    private static ScoredSubnet[] Ranked(params double[] predicted) =>
        [.. predicted.Select((milliseconds, i) => new ScoredSubnet(new([new("n", $"{i}")]), 1 - (0.1 * i), true, [milliseconds], 0))];
}
