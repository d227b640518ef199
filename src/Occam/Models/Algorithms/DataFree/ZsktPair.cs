using Occam.Models.Distillers;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>Two maps of one size whose attention is compared.</summary>
public sealed record ZsktPair
{
    /// <summary>The student's.</summary>
    public required RecordedValueOptions Student { get; init; }

    /// <summary>The teacher's.</summary>
    public required RecordedValueOptions Teacher { get; init; }
}
