using Occam.Models.Searchers;

namespace Occam.Core.Search;

/// <summary>The latency of a subnet that could win: what the search went by, and what the whole network takes.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Predicted">Milliseconds by the table of kernels; null where the search measured every candidate.</param>
/// <param name="Measured">The median in milliseconds, with one thread and one image.</param>
/// <param name="Limit">The limit in milliseconds.</param>
public sealed record CheckedLatency(ScoredSubnet Subnet, double? Predicted, double Measured, double Limit)
{
    /// <summary>Whether the limit is met.</summary>
    public bool IsMet => Measured <= Limit;
}
