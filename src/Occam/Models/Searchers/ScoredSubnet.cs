using Occam.Models.Mutables;

namespace Occam.Models.Searchers;

/// <summary>A subnet that a search has seen.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Score">Its score, unrounded; higher is better.</param>
/// <param name="IsMeasured">Whether the score was measured; else it was predicted.</param>
/// <param name="Figures">What it costs, in the order of the search's constraints.</param>
/// <param name="Generation">The generation in which it was proposed, from 0.</param>
public sealed record ScoredSubnet(Subnet Subnet, double Score, bool IsMeasured, IReadOnlyList<double> Figures, int Generation);
