namespace Occam.Core.Reports;

/// <summary>What pruning did.</summary>
public sealed record PruningFigures
{
    /// <summary>The share of the original's operations that was asked for, over 0 to 1.</summary>
    public required double TargetMacs { get; init; }

    /// <summary>How channels were ranked.</summary>
    public required string Criterion { get; init; }

    /// <summary>The widths, in the order of the network.</summary>
    public required IReadOnlyList<UnitWidth> Units { get; init; }

    /// <summary>What could not be pruned, and why.</summary>
    public required IReadOnlyList<FrozenWidth> Frozen { get; init; }
}
