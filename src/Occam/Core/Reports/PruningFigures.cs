namespace Occam.Core.Reports;

/// <summary>What pruning did.</summary>
public sealed record PruningFigures
{
    /// <summary>The share of the original's operations that was asked for, over 0 to 1; null where none was.</summary>
    public double? TargetMacs { get; init; }

    /// <summary>The share of its trained numbers.</summary>
    public double? TargetParameters { get; init; }

    /// <summary>The share of its bytes of activations.</summary>
    public double? TargetActivations { get; init; }

    /// <summary>The share of its measured latency.</summary>
    public double? TargetLatency { get; init; }

    /// <summary>How channels were ranked.</summary>
    public required string Criterion { get; init; }

    /// <summary>The widths, in the order of the network.</summary>
    public required IReadOnlyList<UnitWidth> Units { get; init; }

    /// <summary>What could not be pruned, and why.</summary>
    public required IReadOnlyList<FrozenWidth> Frozen { get; init; }
}
