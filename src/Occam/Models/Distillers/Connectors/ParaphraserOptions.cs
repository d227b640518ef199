using Occam.Models.Losses;

namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="Paraphraser"/>.</summary>
public sealed record ParaphraserOptions
{
    /// <summary>The code's channels as a share of the map's, over 0. Default 0.5.</summary>
    public double Rate { get; init; } = 0.5;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => OptionRange.Positive(nameof(Rate), Rate);
}
