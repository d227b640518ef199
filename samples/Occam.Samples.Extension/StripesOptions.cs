namespace Occam.Samples.Extension;

/// <summary>The options of <see cref="StripesDataset"/>.</summary>
public sealed record StripesOptions
{
    /// <summary>Images, at least 1. Default 20.</summary>
    public int Count { get; init; } = 20;
}
