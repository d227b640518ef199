namespace Occam.Core.Training.Hooks;

/// <summary>The options of <see cref="CheckpointHook"/>.</summary>
public sealed record CheckpointHookOptions
{
    /// <summary>The metric. Default <c>top1</c>.</summary>
    public string Metric { get; init; } = "top1";

    /// <summary>Whether higher is better. Default by the name: a loss or an error is better low, all else high.</summary>
    public bool? Higher { get; init; }

    /// <summary>How many of the best checkpoints are kept, at least 1. Default 1.</summary>
    public int Keep { get; init; } = 1;

    /// <summary>Whether the best network is also written as <c>best.onnx</c>, with averaged weights where a hook averages them. Default no.</summary>
    public bool Export { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Metric.Length > 0, "Metric has to be a name, but is empty."),
            (Keep >= 1, $"Keep has to be at least 1, but is {Keep}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
