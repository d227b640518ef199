using Occam.Models.Losses;

namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="Translator"/>.</summary>
public sealed record TranslatorOptions
{
    /// <summary>The code's channels, at least 1. Default those of the tensor on the other side of the loss.</summary>
    public int? Channels { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => OptionRange.AtLeast(nameof(Channels), Channels ?? 1, 1);
}
