using System.Text.Json;
using Occam.Core.Reports.Runs;

namespace Occam.Core.Training.Hooks;

/// <summary>
/// Writes <c>log.jsonl</c>, a line of JSON for every so many steps, every epoch, every evaluation and every change of the network's cost, and <c>log.txt</c> with the same for people. A resumed run
/// first removes the lines behind its checkpoint.
/// </summary>
public sealed class LogHook : Hook
{
    private readonly LogHookOptions _options;
    private readonly LineFile _json;
    private readonly LineFile? _text;
    private readonly SortedDictionary<string, double> _figures = new(StringComparer.Ordinal);

    /// <summary>Makes the hook.</summary>
    /// <param name="options">How often.</param>
    /// <param name="context">The run's folder.</param>
    /// <exception cref="TrainingException">The run has no folder.</exception>
    public LogHook(LogHookOptions options, HookContext context)
    {
        _options = options;
        var folder = context.FolderFor("log");
        _json = new(Path.Combine(folder, RunLog.FileName));
        _text = options.Text ? new(Path.Combine(folder, "log.txt")) : null;
    }

    /// <inheritdoc/>
    public override string Name => "log";

    /// <inheritdoc/>
    public override void BeforeRun(RunStatus run)
    {
        _json.Open(run.IsResumed ? line => Keep(line, run.Step) : null);
        _text?.Open(run.IsResumed ? _ => true : null);
        if (run.IsResumed)
        {
            Say($"resumed at step {run.Step:N0} of {run.Steps:N0}");
        }
    }

    /// <inheritdoc/>
    public override void AfterStep(RunStatus run)
    {
        WriteFigures(run);
        if (run.Step % _options.Every == 0 && !run.EndsEpoch && run.Result is { } result)
        {
            Write(run, Training(run, RunLogEntry.StepKind) with { Loss = result.Total, Losses = Named(result.Losses) });
        }
    }

    /// <inheritdoc/>
    public override void AfterEpoch(RunStatus run) =>
        Write(run, Training(run, RunLogEntry.EpochKind) with { Loss = run.Loss, Losses = Named(run.Losses) });

    /// <inheritdoc/>
    public override void AfterEvaluation(RunStatus run) =>
        Write(run, At(run, RunLogEntry.EvaluationKind) with { Metrics = run.Evaluation!.Metrics, Averaged = run.Evaluation.Averaged ? true : null });

    /// <inheritdoc/>
    public override void AfterRun(RunStatus run)
    {
        WriteFigures(run);
        Write(run, At(run, RunLogEntry.EndKind) with { Reason = run.StopReason });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _json.Dispose();
            _text?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static SortedDictionary<string, double> Named(IReadOnlyList<KeyValuePair<string, double>> losses)
    {
        var named = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in losses)
        {
            named[name] = named.GetValueOrDefault(name) + value;
        }

        return named;
    }

    private static RunLogEntry At(RunStatus run, string kind) => new()
    {
        Kind = kind,
        Step = run.Step,
        Epoch = Math.Round((double)run.Step / run.StepsPerEpoch, 4),
        Seconds = Math.Round(run.TotalElapsed.TotalSeconds, 2),
    };

    private static RunLogEntry Training(RunStatus run, string kind) => At(run, kind) with
    {
        LearningRate = run.LearningRate,
        ImagesPerSecond = Math.Round(run.ImagesPerSecond, 1),
        WaitShare = Math.Round(run.WaitShare, 4),
    };

    private bool Keep(string line, long step)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, RunLogJson.Default.RunLogEntry) is not { Kind: not RunLogEntry.EndKind } entry || entry.Step > step)
            {
                return false;
            }

            Remember(entry.Kind is RunLogEntry.FiguresKind ? entry.Metrics : null);
            return true;
        }
        catch (JsonException)
        {
            return false; // a line that a killed process did not finish
        }
    }

    private void Remember(IReadOnlyDictionary<string, double>? figures)
    {
        foreach (var (name, value) in figures ?? new SortedDictionary<string, double>(StringComparer.Ordinal))
        {
            _figures[name] = value;
        }
    }

    private void WriteFigures(RunStatus run)
    {
        if (run.Figures.Any(figure => !_figures.TryGetValue(figure.Key, out var known) || known != figure.Value))
        {
            Remember(run.Figures);
            Write(run, At(run, RunLogEntry.FiguresKind) with { Metrics = run.Figures });
        }
    }

    private void Write(RunStatus run, RunLogEntry entry)
    {
        _json.Write(JsonSerializer.Serialize(entry, RunLogJson.Default.RunLogEntry));
        Say(LogLine.Of(entry, run));
    }

    private void Say(string line) => _text?.Write(line);
}
