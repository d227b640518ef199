namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="EarlyStopHook"/>.</summary>
public sealed record EarlyStopHookOptions
{
    /// <summary>The metric. Default <c>top1</c>.</summary>
    public string Metric { get; init; } = "top1";

    /// <summary>Whether higher is better. Default by the name: a loss or an error is better low, all else high.</summary>
    public bool? Higher { get; init; }

    /// <summary>Evaluations in a row without a better value after which the run ends, at least 1. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>By how much a value has to be better to count, at least 0. Default 0: by anything.</summary>
    public double MinDelta { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Metric.Length > 0, "Metric has to be a name, but is empty."),
            (Patience >= 1, $"Patience has to be at least 1, but is {Patience}."),
            (MinDelta >= 0, $"MinDelta has to be at least 0, but is {MinDelta}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
