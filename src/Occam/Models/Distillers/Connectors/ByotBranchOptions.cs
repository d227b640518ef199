using Occam.Models.Losses;

namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="ByotBranch"/>.</summary>
public sealed record ByotBranchOptions
{
    /// <summary>The feature's channels, at least 1: those of the network's last map.</summary>
    public required int Channels { get; init; }

    /// <summary>Classes, at least 2. Default those of the data.</summary>
    public int? Classes { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => [.. OptionRange.AtLeast(nameof(Channels), Channels, 1), .. OptionRange.AtLeast(nameof(Classes), Classes ?? 2, 2)];
}
