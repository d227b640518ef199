using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Channels;

namespace Occam.Models.Pruners.Training;

/// <summary>
/// Prunes the network while it trains: at once or in rounds between epochs or steps, each time analysed, scored and cut anew, so that weights adapt before the next round. Optimizers keep the momentum of
/// what stays. A run that goes on from a checkpoint is pruned as one that was not stopped.
/// </summary>
/// <remarks>S. Han et al., "Learning both Weights and Connections" (2015), prune and retrain in turns; the curves are those of <see cref="PruningCurve"/>.</remarks>
public sealed class TrainingPruner : TrainingComponent
{
    private readonly PrunerOptions _options;
    private readonly IImportance _importance;
    private readonly CriterionData _data;
    private readonly int _seed;
    private OriginalNetwork? _original;
    private int _rounds;

    /// <summary>Prepares the component.</summary>
    /// <param name="options">Criterion, targets, schedule.</param>
    /// <param name="context">The data that criteria look at: the calibration images.</param>
    public TrainingPruner(PrunerOptions options, TrainingContext context)
    {
        (_options, _seed) = (options, context.Seed);
        _importance = options.Criterion.Make(context);
        _data = new(new BatchLoader(context.Data.Calibration, context.Input.NormalisationFor(context.Data.Train), new() { BatchSize = options.BatchSize })) { Batches = options.Batches };
    }

    /// <inheritdoc/>
    public override string Name => "pruner";

    /// <inheritdoc/>
    public override GraphReplacement? Prepare(Graph graph)
    {
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        _original = OriginalNetwork.Of(analysis, _options);
        return _options.Schedule.Begin == 0 ? Prune(analysis, 1) : null;
    }

    /// <inheritdoc/>
    public override GraphReplacement? AfterStep(Graph graph, StepContext context)
    {
        var due = _options.Schedule.RoundsAfter(context);
        if (due <= _rounds)
        {
            return null;
        }

        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        return Prune(analysis, due);
    }

    /// <inheritdoc/>
    public override void Save(StateRecord state)
    {
        state.Set("rounds", _rounds);
        _original?.Save(state);
    }

    /// <inheritdoc/>
    public override void Load(StateRecord state)
    {
        _rounds = (int)state.Integer("rounds");
        _original = OriginalNetwork.Load(state);
    }

    private GraphReplacement? Prune(ChannelAnalysis analysis, int round)
    {
        var limits = _options.Limits() with { OriginalWidths = _original!.Widths, Seed = new SplitMix(_seed, round).Below(int.MaxValue) };
        var scores = Pruner.Score(analysis, limits, _data, _importance);
        var plan = Pruner.Plan(analysis, scores, limits, _original.Budgets(analysis, _options, target => _options.Schedule.Share(target, round)));
        _original.KeepLatencies();
        _rounds = round;
        return plan.Removed.Any() ? PrunedReplacement.Of(analysis, plan, _options.Compensate) : null;
    }
}
