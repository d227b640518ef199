using Occam.Models.Mutables;
using Occam.Models.Mutators;
using Occam.Models.Predictors;

namespace Occam.Models.Searchers;

/// <summary>Draws every subnet at random: what any other search has to beat at the same budget (Li and Talwalkar 2019, "Random search and reproducibility for neural architecture search").</summary>
public sealed class RandomSearch : SubnetSearch
{
    /// <inheritdoc cref="SubnetSearch(OneShotMutator, Func{IReadOnlyList{Subnet}, CancellationToken, IReadOnlyList{double}}, SearchOptions, IEnumerable{SearchConstraint}, IPerformancePredictor)"/>
    public RandomSearch(
        OneShotMutator mutator,
        Func<IReadOnlyList<Subnet>, CancellationToken, IReadOnlyList<double>> score,
        SearchOptions options,
        IEnumerable<SearchConstraint>? constraints = null,
        IPerformancePredictor? predictor = null)
        : base(mutator, score, options, constraints, predictor)
    {
    }

    private protected override void Propose(Func<Subnet, bool> take) => Draw(take, Options.Population);
}
