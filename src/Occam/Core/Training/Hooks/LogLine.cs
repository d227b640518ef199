using Occam.Core.Reports;
using Occam.Core.Reports.Runs;

namespace Occam.Core.Training.Hooks;

/// <summary>A line of a log for people.</summary>
internal static class LogLine
{
    public static string Of(RunLogEntry entry, RunStatus run)
    {
        var time = TimeSpan.FromSeconds(entry.Seconds).ToString(entry.Seconds < 86400 ? @"hh\:mm\:ss" : @"d\.hh\:mm\:ss");
        return $"[{time}] epoch {run.Epoch + 1,3}/{run.Epochs}  step {entry.Step,6}/{run.Steps}  {string.Join("  ", Parts(entry))}";
    }

    private static IEnumerable<string> Parts(RunLogEntry entry)
    {
        if (entry.Loss is { } loss)
        {
            var parts = entry.Losses is { Count: > 1 } losses ? $" ({string.Join(", ", losses.Select(part => $"{part.Key} {part.Value:F4}"))})" : string.Empty;
            yield return $"{(entry.Kind is RunLogEntry.EpochKind ? "mean loss" : "loss")} {loss:F4}{parts}";
        }

        if (entry.Metrics is { } metrics)
        {
            yield return string.Join("  ", metrics.Select(metric => $"{metric.Key} {Figure(entry.Kind, metric.Key, metric.Value)}")) + (entry.Averaged is true ? " (averaged weights)" : string.Empty);
        }

        if (entry.LearningRate is { } rate)
        {
            yield return $"rate {rate:G3}";
        }

        if (entry.ImagesPerSecond is { } speed)
        {
            yield return $"{speed:F0} images/s";
        }

        if (entry.Kind is RunLogEntry.EndKind)
        {
            yield return entry.Reason is { } reason ? $"ended early: {reason}" : "complete";
        }
    }

    private static string Figure(string kind, string name, double value) => kind switch
    {
        RunLogEntry.FiguresKind => Quantities.Count((long)value),
        _ when name.StartsWith("top", StringComparison.Ordinal) => Quantities.Percent(value),
        _ => $"{value:G5}",
    };
}
