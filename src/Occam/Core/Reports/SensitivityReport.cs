namespace Occam.Core.Reports;

/// <summary>How much each unit of a network matters, each pruned alone.</summary>
public sealed record SensitivityReport
{
    /// <summary>The network's name.</summary>
    public required string Model { get; init; }

    /// <summary>The criterion whose lowest-scored channels left.</summary>
    public required string Criterion { get; init; }

    /// <summary>The test images that every number is measured on.</summary>
    public required int Images { get; init; }

    /// <summary>The accuracy of the whole network; null where the images have no labels.</summary>
    public required double? Accuracy { get; init; }

    /// <summary>One measurement for each unit and share, in the order of the network.</summary>
    public required IReadOnlyList<SensitivityPoint> Points { get; init; }
}
