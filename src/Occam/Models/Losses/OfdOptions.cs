namespace Occam.Models.Losses;

/// <summary>The options of <see cref="OfdLoss"/>.</summary>
public sealed record OfdOptions : LossOptions
{
    /// <summary>What the sum is divided by beside the batch, over 0. Default 1000.</summary>
    public double Divisor { get; init; } = 1000;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => [.. OptionRange.Positive(nameof(Divisor), Divisor), .. base.Problems()];
}
