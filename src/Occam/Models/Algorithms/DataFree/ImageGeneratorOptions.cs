using Occam.Models.Losses;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>The shape of an <see cref="ImageGenerator"/>.</summary>
public sealed record ImageGeneratorOptions
{
    /// <summary>The size of the noise that an image is made from, at least 1. Default 100.</summary>
    public int Latent { get; init; } = 100;

    /// <summary>Channels of the inner maps, at least 2. Default 64; the paper has 128.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => [.. OptionRange.AtLeast(nameof(Latent), Latent, 1), .. OptionRange.AtLeast(nameof(Width), Width, 2)];
}
