using Occam.Core.Search;
using Occam.Models.Searchers;

namespace Occam.Core.Reports.Html;

/// <summary>What the page of a search shows.</summary>
/// <param name="Seen">All subnets that were seen; the first figure is the multiply-accumulates.</param>
/// <param name="Best">The winner.</param>
/// <param name="Steps">How long the search was, in words.</param>
/// <param name="ProgressTitle">What the picture of its progress shows, in words.</param>
/// <param name="Progress">The picture: generations or steps, and scores.</param>
internal sealed record SearchStory(IReadOnlyList<ScoredSubnet> Seen, ScoredSubnet Best, string Steps, string ProgressTitle, IReadOnlyList<(double Step, double Score)> Progress)
{
    /// <summary>The subnets whose latency was measured at the end. Default none.</summary>
    public IReadOnlyList<CheckedLatency> Latencies { get; init; } = [];

    /// <summary>The subnets of several targets. Default none.</summary>
    public IReadOnlyList<(double Target, ScoredSubnet Subnet)> Targets { get; init; } = [];

    /// <summary>The story of a search by generations.</summary>
    /// <param name="search">The search, at its end.</param>
    /// <param name="best">The winner.</param>
    public static SearchStory Of(SubnetSearch search, ScoredSubnet best)
    {
        var highest = double.NegativeInfinity;
        var progress = search.History.Where(seen => seen.IsMeasured).GroupBy(seen => seen.Generation).OrderBy(group => group.Key)
            .Select(group => ((double)group.Key + 1, highest = Math.Max(highest, group.Max(seen => seen.Score))));
        return new(search.History, best, $"{search.Generation} generations", "Best score by generation", [.. progress]);
    }

    /// <summary>The story of slimming.</summary>
    /// <param name="slimming">The search, at its end.</param>
    public static SearchStory Of(GreedySlimming slimming) =>
        new(slimming.History, slimming.Found[^1].Subnet, $"{slimming.Steps} steps", "Score after each step", [.. slimming.Path.Select(seen => ((double)seen.Generation + 1, seen.Score))]) { Targets = slimming.Found };
}
