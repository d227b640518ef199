using Occam.Models.Losses;

namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="MgdGenerator"/>.</summary>
public sealed record MgdGeneratorOptions
{
    /// <summary>The teacher's channels, at least 1. Default those of the tensor on the other side of the loss.</summary>
    public int? Channels { get; init; }

    /// <summary>The share of positions that are hidden, 0 to 1. Default 0.65.</summary>
    public double Masked { get; init; } = 0.65;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => [.. OptionRange.AtLeast(nameof(Channels), Channels ?? 1, 1), .. OptionRange.Share(nameof(Masked), Masked)];
}
