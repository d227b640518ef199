namespace Occam.Core.Search;

/// <summary>How subnets are proposed.</summary>
public enum SearchMethod
{
    /// <summary>Mutations and mixtures of the best, <see cref="Models.Searchers.EvolutionSearch"/>.</summary>
    Evolution,

    /// <summary>From the largest subnet down, the least loss of score at each step, <see cref="Models.Searchers.GreedySlimming"/>; wants <see cref="SearchSettings.Targets"/>.</summary>
    Greedy,

    /// <summary>At random, <see cref="Models.Searchers.RandomSearch"/>.</summary>
    Random,
}
