using Occam.Core.Training.Hooks;

namespace Occam.Core.Training;

/// <summary>Where a run is and how it goes: what its hooks see. It changes from step to step.</summary>
public sealed class RunStatus
{
    private readonly IReadOnlyList<Hook> _hooks;
    private readonly SortedDictionary<string, double> _figures = new(StringComparer.Ordinal);
    private readonly List<(string Path, Action? Then)> _saves = [];

    internal RunStatus(Algorithm algorithm, IReadOnlyList<Hook> hooks, long steps, int stepsPerEpoch)
    {
        (Algorithm, _hooks, Steps, StepsPerEpoch) = (algorithm, hooks, steps, stepsPerEpoch);
    }

    /// <summary>What is trained.</summary>
    public Algorithm Algorithm { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>All steps.</summary>
    public long Steps { get; }

    /// <summary>Steps an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The epoch of the last step, from 0; before the first step 0.</summary>
    public int Epoch => (int)(Math.Max(0, Step - 1) / StepsPerEpoch);

    /// <summary>All epochs; the last one may be a part of one.</summary>
    public int Epochs => (int)((Steps + StepsPerEpoch - 1) / StepsPerEpoch);

    /// <summary>Whether the last step was the last of its epoch, or of the run.</summary>
    public bool EndsEpoch => Step > 0 && (Step % StepsPerEpoch == 0 || Step == Steps);

    /// <summary>Whether the run goes on from a checkpoint.</summary>
    public bool IsResumed { get; internal set; }

    /// <summary>The learning rate of the last step, of the networks' weights.</summary>
    public double LearningRate { get; internal set; }

    /// <summary>The losses of the last step; null before the first.</summary>
    public StepResult? Result { get; internal set; }

    /// <summary>The mean loss of the epoch so far.</summary>
    public double Loss => Average.Total;

    /// <summary>Its parts by name, means as well.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Losses => Average.Losses;

    /// <summary>The last evaluation; null before the first.</summary>
    public Evaluation? Evaluation { get; internal set; }

    /// <summary>What is known of the network beside its evaluations, by name: <c>macs</c>, <c>parameters</c>.</summary>
    public IReadOnlyDictionary<string, double> Figures => _figures;

    /// <summary>Time of the whole run, that before a resume included.</summary>
    public TimeSpan TotalElapsed => Clock.Before + Clock.Elapsed;

    /// <summary>The time since this process began the run or went on with it.</summary>
    public TimeSpan Elapsed => Clock.Elapsed;

    /// <summary>Images trained on a second since then, hooks not counted.</summary>
    public double ImagesPerSecond => Clock.ImagesPerSecond;

    /// <summary>The share of the training time in which the step waited for its batch, 0 to 1.</summary>
    public double WaitShare => Clock.WaitShare;

    /// <summary>Why the run ends before its last step; null where it does not.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>Asks for the end of what takes long.</summary>
    public CancellationToken Cancellation { get; internal set; }

    /// <summary>The hooks' methods that were called since the last step; null when all were.</summary>
    internal int? HookCalls { get; set; }

    internal LossAverage Average { get; } = new();

    internal RunClock Clock { get; } = new();

    /// <summary>Ends the run after this step.</summary>
    /// <param name="reason">Why, in a sentence.</param>
    public void Stop(string reason) => StopReason ??= reason;

    /// <summary>Has a further checkpoint written when all hooks are done with this step.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="then">Called when it is complete. Default nothing.</param>
    public void SaveAfterHooks(string path, Action? then = null) => _saves.Add((path, then));

    /// <summary>Makes a figure of the network known, for example to logs.</summary>
    public void SetFigure(string name, double value) => _figures[name] = value;

    /// <summary>Tells all hooks what was measured.</summary>
    /// <param name="metrics">The figures by name.</param>
    /// <param name="averaged">Whether averaged weights were measured.</param>
    public void Report(IReadOnlyDictionary<string, double> metrics, bool averaged = false)
    {
        Evaluation = new(Step, (double)Step / StepsPerEpoch, metrics, averaged);
        foreach (var hook in _hooks)
        {
            hook.AfterEvaluation(this);
        }
    }

    /// <summary>Puts averaged weights in the place of the trained ones until what is given is disposed; null where no hook averages them.</summary>
    public IDisposable? UseAveragedWeights() => _hooks.Select(hook => hook.UseAveragedWeights()).FirstOrDefault(used => used is not null);

    internal IReadOnlyList<(string Path, Action? Then)> TakeSaves()
    {
        var saves = _saves.ToArray();
        _saves.Clear();
        return saves;
    }
}
