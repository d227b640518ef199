namespace Occam.Core.Training.Hooks;

/// <summary>Ends a run when a metric has not become better for so many evaluations.</summary>
/// <param name="options">Metric and patience.</param>
public sealed class EarlyStopHook(EarlyStopHookOptions? options = null) : Hook
{
    private const string BestEntry = "best";
    private const string WaitedEntry = "waited";

    private readonly EarlyStopHookOptions _options = options ?? new();
    private readonly MetricGoal _goal = new((options ?? new()).Metric, (options ?? new()).Higher, "early_stop");
    private double? _best;
    private int _waited;

    /// <inheritdoc/>
    public override string Name => "early_stop";

    /// <inheritdoc/>
    public override void AfterEvaluation(RunStatus run)
    {
        var value = _goal.Of(run.Evaluation!);
        if (_best is null || _goal.IsBetter(value, _best.Value, _options.MinDelta))
        {
            (_best, _waited) = (value, 0);
        }
        else if (++_waited >= _options.Patience)
        {
            run.Stop($"{_options.Metric} has not become better than {_best:G4} for {_waited} evaluations.");
        }
    }

    /// <inheritdoc/>
    public override void Save(StateRecord state)
    {
        state.Set(WaitedEntry, _waited);
        if (_best is { } best)
        {
            state.Set(BestEntry, best);
        }
    }

    /// <inheritdoc/>
    public override void Load(StateRecord state)
    {
        _waited = (int)state.Integer(WaitedEntry);
        _best = state.Text(BestEntry) is null ? null : state.Number(BestEntry);
    }
}
