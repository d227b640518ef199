namespace Occam.Core.Search;

/// <summary>How subnets are proposed.</summary>
public enum SearchMethod
{
    /// <summary>Mutations and mixtures of the best, <see cref="Models.Searchers.EvolutionSearch"/>.</summary>
    Evolution,

    /// <summary>At random, <see cref="Models.Searchers.RandomSearch"/>.</summary>
    Random,
}
