using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Models.Pruners.Costs;
using Occam.Models.Pruners.Criteria;
using static TorchSharp.torch;

namespace Occam.Models.Pruners.Training;

/// <summary>
/// Removes, every so many steps of training, the channel with the least Fisher information for what it costs, until the targets are met. The information is that of the training's own loss (a teacher's included), in its own forward and
/// backward passes: Σ over steps and examples of (Σ activation * gradient)², over everything that is tied; after each removal it starts anew.
/// </summary>
/// <remarks>
/// L. Liu et al., "Group Fisher Pruning for Practical Network Compression" (2021), algorithm 1, and MMRazor's GroupFisherAlgorithm. Deviations: channels leave at once instead of being masked, so that training gets
/// faster; costs fall at least along a line to <see cref="GroupFisherPrunerOptions.End"/>, so that a short run meets its targets too.
/// </remarks>
/// <param name="options">Targets, interval, normalisation.</param>
public sealed class GroupFisherPruner(GroupFisherPrunerOptions options) : TrainingComponent
{
    private OriginalNetwork? _original;
    private ChannelAnalysis? _analysis;
    private ReadGradients? _gradients;
    private Tensor[] _sums = [];
    private bool _met;
    private int _examples;

    /// <inheritdoc/>
    public override string Name => "group_fisher_pruner";

    /// <inheritdoc/>
    public override bool Observes => !_met;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Tensor)> StateTensors => _sums.Select((sum, unit) => ($"information{unit}", sum));

    /// <inheritdoc/>
    public override GraphReplacement? Prepare(Graph graph)
    {
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        _original = OriginalNetwork.Of(analysis, options);
        return ReadGradients.Separate(graph, analysis) is { } separate ? new(separate) : null;
    }

    /// <inheritdoc/>
    public override void Attach(GraphModule module)
    {
        Forget();
        if (_met)
        {
            return;
        }

        _analysis = Pruner.Analyse(module.Graph);
        _gradients = new(_analysis);
        _sums = [.. _analysis.Units.Select(unit => zeros(unit.Channels.Count, ScalarType.Float64).DetachFromDisposeScope())];
    }

    /// <inheritdoc/>
    public override void Observe(Value value, Tensor tensor) => _gradients!.Observe(value, tensor);

    /// <inheritdoc/>
    public override IEnumerable<NamedLoss> Losses(ForwardPass pass, StepContext context)
    {
        _examples = pass.Batch.Count;
        return [];
    }

    /// <inheritdoc/>
    public override void AfterBackward(StepContext context)
    {
        if (!_met)
        {
            _gradients!.AddTo(_sums, _examples);
        }
    }

    /// <inheritdoc/>
    public override GraphReplacement? AfterStep(Graph graph, StepContext context)
    {
        var done = context.Step + 1;
        if (_met || (done % options.Interval != 0 && done != context.Steps))
        {
            return null;
        }

        var events = Math.Max(1, (long)(options.End * context.Steps) / options.Interval);
        var pace = done == context.Steps ? 1 : Math.Min(1, (double)(done / options.Interval) / events);
        var analysis = _analysis!;
        var budgets = _original!.Budgets(analysis, options, target => target);
        var removed = Choose(analysis, budgets, _original.Budgets(analysis, options, target => 1 - ((1 - target) * pace)));
        _original.KeepLatencies();
        if (removed.Sum() == 0)
        {
            return null;
        }

        var plan = new PruningPlan([.. analysis.Units.Select((unit, i) => new UnitPlan(unit, Lowest(unit, i, removed[i])))]);
        return PrunedReplacement.Of(analysis, plan, options.Compensate);
    }

    /// <inheritdoc/>
    public override Graph? Export(Graph graph) => ReadGradients.Join(graph);

    /// <inheritdoc/>
    public override void Save(StateRecord state)
    {
        state.Set("met", _met ? 1 : 0);
        _original?.Save(state);
    }

    /// <inheritdoc/>
    public override void Load(StateRecord state)
    {
        _met = state.Integer("met") == 1;
        _original = OriginalNetwork.Load(state);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    // How many channels of each unit leave now: one, and more while costs are over the line.
    private int[] Choose(ChannelAnalysis analysis, Budget[] targets, Budget[] line)
    {
        var units = analysis.Units;
        var removed = new int[units.Count];
        int[] most = [.. UnitWidths.Of(analysis, options.Limits() with { OriginalWidths = _original!.Widths }).Zip(units, (widths, unit) => unit.Channels.Count - widths[0])];
        double[][] scores = [.. _sums.Select(sum => sum.data<double>().ToArray().Order().ToArray())];
        ICost? saving = FisherWeight.Cost(options.Saving, analysis);
        while (!Met(targets, removed) && (removed.Sum() == 0 || !Met(line, removed)))
        {
            var open = Enumerable.Range(0, units.Count).Where(unit => removed[unit] < most[unit]).ToArray();
            if (open.Length == 0)
            {
                throw new GraphException($"The targets of '{Name}' cannot be reached: every unit of '{analysis.Graph.Name}' is as narrow as the options allow. Raise a target or the maximum ratio; 'occam inspect' shows what has to stay and why.");
            }

            removed[open.MinBy(unit => FisherWeight.Divide(scores[unit][removed[unit]], saving, removed, unit))]++;
        }

        _met = Met(targets, removed);
        return removed;
    }

    private static bool Met(Budget[] budgets, int[] removed) => Array.TrueForAll(budgets, budget =>
        budget.Cost.Of(removed) <= (budget.Target * budget.Cost.Of(new int[removed.Length])) + 1e-9);

    private Channel[] Lowest(PruningUnit unit, int index, int count)
    {
        var scores = _sums[index].data<double>().ToArray();
        return [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => i).Take(count).Order().Select(i => unit.Channels[i])];
    }

    private void Forget()
    {
        _gradients?.Dispose();
        _analysis?.Graph.Dispose();
        Array.ForEach(_sums, sum => sum.Dispose());
        (_gradients, _analysis, _sums) = (null, null, []);
    }
}
