namespace Occam.Core.Reports;

/// <summary>What a prune did and measured; <c>report.json</c> holds it, <c>report.html</c> shows it.</summary>
public sealed record PruneReport
{
    /// <summary>The version of this form.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The model's name: its file's, without extension.</summary>
    public required string Model { get; init; }

    /// <summary>How channels were ranked.</summary>
    public required string Criterion { get; init; }

    /// <summary>The network that was read.</summary>
    public required PruneFigures Before { get; init; }

    /// <summary>The network that was written.</summary>
    public required PruneFigures After { get; init; }

    /// <summary>The original's latency divided by the pruned network's, measured in turns in ONNX Runtime.</summary>
    public required double MeasuredSpeedup { get; init; }

    /// <summary>The share of test images that get the same class as from the original, 0 to 1; null without data.</summary>
    public double? Agreement { get; init; }

    /// <summary>The widths, in the order of the network.</summary>
    public required IReadOnlyList<UnitWidth> Units { get; init; }

    /// <summary>What could not be pruned, and why.</summary>
    public required IReadOnlyList<FrozenWidth> Frozen { get; init; }

    /// <summary>The proof.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>The machine that measured.</summary>
    public required MachineInfo Machine { get; init; }

    /// <summary>Threads that ONNX Runtime had.</summary>
    public required int LatencyThreads { get; init; }
}
