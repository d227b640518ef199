namespace Occam.Models.Losses;

/// <summary>The options of <see cref="CrdLoss"/>.</summary>
public sealed record CrdOptions : LossOptions
{
    /// <summary>The size of an embedding, at least 1. Default 128.</summary>
    public int Dimensions { get; init; } = 128;

    /// <summary>Samples that each one is told from, at least 1. Default 4096; the paper has 16384.</summary>
    public int Negatives { get; init; } = 4096;

    /// <summary>Whether the others are of other classes, as the paper draws them; where images have no labels, they are any others. Default yes.</summary>
    public bool OtherClasses { get; init; } = true;

    /// <summary>The temperature, over 0. Default 0.07.</summary>
    public double Temperature { get; init; } = 0.07;

    /// <summary>How much of a remembered embedding is kept when its sample is seen again, 0 to 1. Default 0.5.</summary>
    public double Momentum { get; init; } = 0.5;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRange.AtLeast(nameof(Dimensions), Dimensions, 1),
        .. OptionRange.AtLeast(nameof(Negatives), Negatives, 1),
        .. OptionRange.Positive(nameof(Temperature), Temperature),
        .. OptionRange.Share(nameof(Momentum), Momentum),
        .. base.Problems(),
    ];
}
