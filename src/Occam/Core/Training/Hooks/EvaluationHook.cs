namespace Occam.Core.Training.Hooks;

/// <summary>Measures the network every so many epochs or steps and tells the other hooks. Put it before those that go by its figures.</summary>
/// <param name="options">When, and with which weights.</param>
/// <param name="context">What measures.</param>
public sealed class EvaluationHook(EvaluationHookOptions options, HookContext context) : Hook
{
    /// <inheritdoc/>
    public override string Name => "evaluation";

    /// <inheritdoc/>
    public override void AfterStep(RunStatus run)
    {
        if (options.EverySteps is { } every && (run.Step % every == 0 || run.Step == run.Steps))
        {
            Measure(run);
        }
    }

    /// <inheritdoc/>
    public override void AfterEpoch(RunStatus run)
    {
        if (options.EverySteps is null && ((run.Epoch + 1) % options.Every == 0 || run.Step == run.Steps))
        {
            Measure(run);
        }
    }

    private void Measure(RunStatus run)
    {
        var evaluate = context.Evaluate ?? throw new TrainingException("Hook 'evaluation' has nothing to measure with: the run has no test images with labels. Give some, or leave the hook out.");
        IReadOnlyDictionary<string, double> metrics;
        bool averaged;
        using (var used = options.Averaged ? run.UseAveragedWeights() : null)
        {
            averaged = used is not null;
            run.Algorithm.Eval();
            metrics = evaluate(run.Cancellation);
            run.Algorithm.Train();
        }

        run.Report(metrics, averaged);
    }
}
