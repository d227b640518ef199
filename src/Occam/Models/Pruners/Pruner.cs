using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Passes;
using Occam.Models.Pruners.Costs;
using Occam.Models.Pruners.Criteria;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Models.Pruners;

/// <summary>Prunes networks structurally: analyse, score, plan, remove.</summary>
public static class Pruner
{
    /// <summary>Analyses a network and plans which channels leave it.</summary>
    /// <param name="graph">The network; not changed.</param>
    /// <param name="options">How to prune; default halves the multiply-accumulates by L1.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults.</param>
    /// <param name="data">What a data-driven criterion looks at; default none.</param>
    /// <returns>The plan, with the analysed graph (shape sub-graphs folded) that it refers to, which the caller disposes.</returns>
    /// <exception cref="GraphException">Nothing can be pruned, a target cannot be reached, or the criterion needs data.</exception>
    /// <exception cref="ArgumentException">The options are out of range; lists every problem.</exception>
    public static (ChannelAnalysis Analysis, PruningPlan Plan) Plan(
        Graph graph,
        PruningOptions? options = null,
        IReadOnlyDictionary<string, long[]>? inputs = null,
        CriterionData? data = null)
    {
        options ??= new PruningOptions { TargetMacs = 0.5 };
        Require(options);
        var analysis = Analyse(graph, inputs);
        try
        {
            return (analysis, Plan(analysis, Score(analysis, options, data), options));
        }
        catch
        {
            analysis.Graph.Dispose();
            throw;
        }
    }

    /// <summary>Finds what of a network can be pruned.</summary>
    /// <param name="graph">The network; not changed.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults.</param>
    /// <returns>The analysis of a copy whose shape sub-graphs are folded and whose weights are views of the network's; the caller disposes <see cref="ChannelAnalysis.Graph"/>.</returns>
    public static ChannelAnalysis Analyse(Graph graph, IReadOnlyDictionary<string, long[]>? inputs = null)
    {
        var copy = graph.CloneSharingData();
        new FoldConstantsPass().Apply(copy);
        if (new FoldShapesPass { Inputs = inputs }.Apply(copy) > 0)
        {
            new FoldConstantsPass().Apply(copy);
        }

        return ChannelAnalysis.Run(copy, inputs);
    }

    /// <summary>Scores every channel.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="options">The criterion, and how its scores are reduced and normalised.</param>
    /// <param name="data">What a data-driven criterion looks at; default none.</param>
    /// <param name="importance">A criterion of one's own; default the one that the options name.</param>
    /// <exception cref="GraphException">The criterion needs data and there is none, or it cannot be measured on this network.</exception>
    /// <exception cref="ArgumentException">The options are out of range; lists every problem.</exception>
    public static ChannelScores Score(ChannelAnalysis analysis, PruningOptions options, CriterionData? data = null, IImportance? importance = null)
    {
        Require(options);
        importance ??= StandardCriteria.Create(options.Criterion);
        if (importance.Evidence != EvidenceKind.Weights && data is null)
        {
            throw new GraphException($"The criterion '{importance.Name}' looks at what the network computes, so it needs data; give some, or take one that looks at the weights alone, such as l1.");
        }

        var normalisation = options.Normalisation == ScoreNormalisation.Default ? importance.Normalisation : options.Normalisation;
        return new(importance.Name, [.. importance.Score(new(analysis, data, options.Seed)).Select(unit => ScoreReduction.Apply(unit, options.Reduction, normalisation))]);
    }

    /// <summary>Plans which channels leave.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="scores">How much each of its channels matters.</param>
    /// <param name="options">Targets, limits, rounding.</param>
    /// <param name="further">Budgets beside those of the options, for example of measured latency. Default none.</param>
    /// <returns>
    /// A plan that meets every budget from below. Widths are multiples of what the options say where the targets can be met so; where more than 1 % of a budget would be left over, some units get multiples of half of it,
    /// and so on down to 1.
    /// </returns>
    /// <exception cref="GraphException">Nothing can be pruned, a target cannot be reached, or a name pattern fits nothing.</exception>
    /// <exception cref="ArgumentException">The options are out of range, or there is no target; lists every problem.</exception>
    public static PruningPlan Plan(ChannelAnalysis analysis, ChannelScores scores, PruningOptions options, IReadOnlyList<Budget>? further = null)
    {
        Require(options);
        Budget[] budgets = [.. Budgets(analysis, options), .. further ?? []];
        if (budgets.Length == 0)
        {
            throw new ArgumentException("Pruning cannot start: no target is given; set one of MACs, parameters or activations.", nameof(options));
        }

        // Where the multiple is too coarse for the target, half of it is tried, and so on.
        var multiple = options.WidthMultiple;
        while (multiple > 1 && !ChannelRanking.CanMeet(analysis, scores, Widths(analysis, options with { WidthMultiple = multiple }, budgets), budgets))
        {
            multiple /= 2;
        }

        var finer = new List<int[][]>();
        for (var step = multiple; step >= 1; step /= 2)
        {
            finer.Add(Widths(analysis, options with { WidthMultiple = step }, budgets));
        }

        return ChannelRanking.Plan(analysis, scores, finer, options, budgets);
    }

    /// <summary>Finds what the channels that leave go on emitting, and which of it can be kept in the biases of the layers that read it.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="inputs">Sizes for inputs by name; the others get their defaults.</param>
    public static Compensation Compensate(ChannelAnalysis analysis, PruningPlan plan, IReadOnlyDictionary<string, long[]>? inputs = null)
    {
        using var scope = NewDisposeScope();
        return ConstantCompensation.Find(analysis, plan.Removed, RandomInputs.For(analysis.Graph, 1, inputs), RandomInputs.For(analysis.Graph, 2, inputs));
    }

    /// <summary>Removes what a plan names.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="compensation">What is kept of the constants that the channels emit, from <see cref="Compensate"/>. Default nothing.</param>
    /// <returns>The narrower network; values and nodes keep their names.</returns>
    public static Graph Apply(ChannelAnalysis analysis, PruningPlan plan, Compensation? compensation = null) => ChannelSlicer.Remove(analysis, plan.Removed, compensation);

    // Where latency counts, it also says which widths are worth having.
    private static int[][] Widths(ChannelAnalysis analysis, PruningOptions options, Budget[] budgets)
    {
        var widths = UnitWidths.Of(analysis, options);
        return budgets.Select(budget => budget.Cost).OfType<LatencyModel>().FirstOrDefault() is { } latency ? EfficientWidths.Of(analysis, widths, latency) : widths;
    }

    private static IEnumerable<Budget> Budgets(ChannelAnalysis analysis, PruningOptions options)
    {
        if (options.TargetMacs is { } macs)
        {
            yield return new(new MacsModel(analysis), macs, "--target-macs");
        }

        if (options.TargetParameters is { } parameters)
        {
            yield return new(new ParameterModel(analysis), parameters, "--target-params");
        }

        if (options.TargetActivations is { } activations)
        {
            yield return new(new ActivationModel(analysis), activations, "--target-activations");
        }
    }

    private static void Require(PruningOptions options)
    {
        if (options.Problems().ToArray() is { Length: > 0 } problems)
        {
            throw new ArgumentException($"Pruning cannot start: {string.Join("; ", problems)}.", nameof(options));
        }
    }
}
