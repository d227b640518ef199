using Occam.Datasets.Loading;
using Occam.Models.Mutables;
using Occam.Models.Mutators;
using Occam.Models.Predictors;

namespace Occam.Models.Searchers;

/// <summary>
/// Evolutionary search (Guo et al. 2020, "Single path one-shot neural architecture search", algorithm 1): the first generation is drawn at random; each later one has mutations
/// and mixtures of the best of all generations, and is filled up at random.
/// </summary>
public sealed class EvolutionSearch : SubnetSearch
{
    private const int MutationStream = 1;
    private const int CrossoverStream = 2;

    /// <inheritdoc cref="SubnetSearch(OneShotMutator, Func{IReadOnlyList{Subnet}, CancellationToken, IReadOnlyList{double}}, SearchOptions, IEnumerable{SearchConstraint}, IPerformancePredictor)"/>
    public EvolutionSearch(
        OneShotMutator mutator,
        Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> score,
        SearchOptions options,
        IEnumerable<SearchConstraint>? constraints = null,
        IPerformancePredictor? predictor = null)
        : base(mutator, score, options, constraints, predictor)
    {
    }

    private protected override void Propose(Func<Subnet, bool> take)
    {
        Subnet[] parents = [.. History.OrderByDescending(seen => seen.Score).Take(Options.Parents).Select(seen => seen.Subnet)];
        if (parents.Length > 0)
        {
            var (mutation, crossover) = (SeedOf(MutationStream), SeedOf(CrossoverStream));
            Repeat(draw => Mutator.Mutate(parents[Pick(mutation, draw, 0, parents.Length)], Options.MutationProbability, mutation, draw), take, Options.Mutations);
            Repeat(
                draw => Mutator.Cross(parents[Pick(crossover, draw, 0, parents.Length)], parents[Pick(crossover, draw, 1, parents.Length)], Options.CrossoverProbability, crossover, draw),
                take,
                Options.Crossovers);
        }

        Draw(take, Options.Population);
    }

    private long SeedOf(int stream) => (long)new SplitMix(Options.Seed, Generation, stream).Next();

    private static int Pick(long seed, long draw, int which, int count) => new SplitMix(seed, draw, 16 + which).Below(count);
}
