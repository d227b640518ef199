using Occam.Core.Reports.Runs;

namespace Occam.Core.Training.Hooks;

/// <summary>Which of two evaluations is the better one.</summary>
/// <param name="metric">The metric's name.</param>
/// <param name="higher">Whether higher is better; null goes by the name: a loss or an error is better low.</param>
/// <param name="hook">Who asks, for messages.</param>
internal sealed class MetricGoal(string metric, bool? higher, string hook)
{
    private readonly bool _higher = higher ?? !RunSummary.IsLoss(metric);

    public double Of(Evaluation evaluation) => evaluation.Metrics.TryGetValue(metric, out var value)
        ? value
        : throw new TrainingException($"Hook '{hook}' goes by the metric '{metric}', but measured are: {string.Join(", ", evaluation.Metrics.Keys)}.");

    /// <summary>Whether a value is better than another by more than a margin. What is not a number is never better.</summary>
    public bool IsBetter(double value, double than, double margin = 0) =>
        _higher ? value > than + margin : value < than - margin;
}
