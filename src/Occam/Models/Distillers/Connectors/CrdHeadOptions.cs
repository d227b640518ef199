using Occam.Models.Losses;

namespace Occam.Models.Distillers.Connectors;

/// <summary>The options of <see cref="CrdHead"/>.</summary>
public sealed record CrdHeadOptions
{
    /// <summary>The embedding's size, at least 1; the loss's has to be the same. Default 128.</summary>
    public int Dimensions { get; init; } = 128;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => OptionRange.AtLeast(nameof(Dimensions), Dimensions, 1);
}
