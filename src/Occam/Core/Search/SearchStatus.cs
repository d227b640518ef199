using Occam.Models.Searchers;

namespace Occam.Core.Search;

/// <summary>How far a search is.</summary>
/// <param name="Generation">Generations done.</param>
/// <param name="Generations">All generations.</param>
/// <param name="Measured">Subnets whose score was measured.</param>
/// <param name="Best">The best of them.</param>
/// <param name="Front">The Pareto front of score and multiply-accumulates, by rising cost.</param>
public sealed record SearchStatus(int Generation, int Generations, int Measured, ScoredSubnet Best, IReadOnlyList<ScoredSubnet> Front)
{
    /// <summary>What is counted: <c>generation</c>, or <c>target</c> where several are slimmed to; <see cref="Best"/> is then the subnet reached.</summary>
    public string Unit { get; init; } = "generation";
}
