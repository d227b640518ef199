namespace Occam.Core.Reports.Runs;

/// <summary>A run in a few figures.</summary>
public sealed record RunSummary
{
    /// <summary>What the run is called.</summary>
    public required string Name { get; init; }

    /// <summary>Steps done.</summary>
    public long Steps { get; init; }

    /// <summary>Epochs done, with the part of the present one.</summary>
    public double Epochs { get; init; }

    /// <summary>Seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether it is complete, and why it ended early where it did.</summary>
    public required string State { get; init; }

    /// <summary>The metric that the run is judged by: top-1 accuracy where it was measured, else the first metric that is no loss, else the loss; null where nothing was measured.</summary>
    public string? Metric { get; init; }

    /// <summary>The metric's best value.</summary>
    public double? Best { get; init; }

    /// <summary>The step of the best value.</summary>
    public long? BestStep { get; init; }

    /// <summary>The metric's last value.</summary>
    public double? Last { get; init; }

    /// <summary>The mean training loss of the last epoch that is complete; null where none is.</summary>
    public double? Loss { get; init; }

    /// <summary>Images trained on a second, at the end.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>The share of the training time in which steps waited for batches, at the end.</summary>
    public double? WaitShare { get; init; }

    /// <summary>Parameters at the end; null where they were not counted.</summary>
    public long? Parameters { get; init; }

    /// <summary>Multiply-accumulates for one image at the end; null where they were not counted.</summary>
    public long? Macs { get; init; }

    /// <summary>Sums up a log.</summary>
    public static RunSummary Of(RunLog log)
    {
        var (last, speed) = (log.Entries is [.., var end] ? end : null, log.Entries.LastOrDefault(entry => entry.ImagesPerSecond is not null));
        var names = log.Metrics;
        var metric = names.Contains("top1", StringComparer.Ordinal) ? "top1" : names.FirstOrDefault(name => !IsLoss(name)) ?? (names is [var only, ..] ? only : null);
        var values = metric is null ? [] : log.Metric(metric);
        var best = values.Count == 0 ? default : IsLoss(metric!) ? values.MinBy(pair => pair.Value) : values.MaxBy(pair => pair.Value);
        var figures = log.Entries.LastOrDefault(entry => entry.Kind is RunLogEntry.FiguresKind)?.Metrics;
        return new()
        {
            Name = log.Name,
            Steps = last?.Step ?? 0,
            Epochs = last?.Epoch ?? 0,
            Seconds = last?.Seconds ?? 0,
            State = !log.IsComplete ? "unfinished" : last?.Reason is { } reason ? $"ended early: {reason}" : "complete",
            Metric = metric,
            Best = values.Count == 0 ? null : best.Value,
            BestStep = values.Count == 0 ? null : best.Entry.Step,
            Last = values.Count == 0 ? null : values[^1].Value,
            Loss = log.Entries.LastOrDefault(entry => entry.Kind is RunLogEntry.EpochKind)?.Loss,
            ImagesPerSecond = speed?.ImagesPerSecond,
            WaitShare = speed?.WaitShare,
            Parameters = Figure(figures, "parameters"),
            Macs = Figure(figures, "macs"),
        };
    }

    /// <summary>Whether a metric is better low.</summary>
    internal static bool IsLoss(string metric) => metric.Contains("loss", StringComparison.Ordinal) || metric.Contains("error", StringComparison.Ordinal);

    private static long? Figure(IReadOnlyDictionary<string, double>? figures, string name) =>
        figures is not null && figures.TryGetValue(name, out var value) ? (long)value : null;
}
