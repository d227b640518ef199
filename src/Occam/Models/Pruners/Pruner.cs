using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Passes;

namespace Occam.Models.Pruners;

/// <summary>Prunes networks structurally: analyse, plan, remove.</summary>
public static class Pruner
{
    /// <summary>Analyses a network and plans which channels leave it.</summary>
    /// <param name="graph">The network; not changed.</param>
    /// <param name="options">How to prune; default halves the multiply-accumulates by L1.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults.</param>
    /// <returns>The plan, with the analysed graph (shape sub-graphs folded) that it refers to, which the caller disposes.</returns>
    /// <exception cref="GraphException">Nothing can be pruned, or the target cannot be reached.</exception>
    /// <exception cref="ArgumentException">The options are out of range; lists every problem.</exception>
    public static (ChannelAnalysis Analysis, PruningPlan Plan) Plan(Graph graph, PruningOptions? options = null, IReadOnlyDictionary<string, long[]>? inputs = null)
    {
        options ??= new PruningOptions();
        if (options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException($"Pruning cannot start: {string.Join("; ", problems)}.", nameof(options));
        }

        var analysis = Analyse(graph, inputs);
        return (analysis, GlobalRanking.Plan(analysis, options));
    }

    /// <summary>Finds what of a network can be pruned.</summary>
    /// <param name="graph">The network; not changed.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults.</param>
    /// <returns>The analysis of a copy whose shape sub-graphs are folded; the caller disposes <see cref="ChannelAnalysis.Graph"/>.</returns>
    public static ChannelAnalysis Analyse(Graph graph, IReadOnlyDictionary<string, long[]>? inputs = null)
    {
        var copy = graph.Clone();
        new FoldConstantsPass().Apply(copy);
        if (new FoldShapesPass { Inputs = inputs }.Apply(copy) > 0)
        {
            new FoldConstantsPass().Apply(copy);
        }

        return ChannelAnalysis.Run(copy, inputs);
    }

    /// <summary>Removes what a plan names.</summary>
    /// <returns>The narrower network; values and nodes keep their names.</returns>
    public static Graph Apply(ChannelAnalysis analysis, PruningPlan plan) => ChannelSlicer.Remove(analysis, plan.Removed);
}
