using Occam.Models.Mutables;

namespace Occam.Core.Search;

/// <summary>What a search found.</summary>
/// <param name="Subnet">The best subnet.</param>
/// <param name="Score">Its accuracy on the validation images with the supernet's weights, 0 to 1.</param>
/// <param name="Macs">Its multiply-accumulates for one image.</param>
/// <param name="Parameters">Its trained numbers.</param>
/// <param name="File">The file of the subnet.</param>
/// <param name="Measured">How many subnets were measured.</param>
public sealed record SearchResult(Subnet Subnet, double Score, long Macs, long Parameters, string File, int Measured)
{
    /// <summary>Its latency, predicted and measured; null where the search had no limit on it.</summary>
    public CheckedLatency? Latency { get; init; }
}
