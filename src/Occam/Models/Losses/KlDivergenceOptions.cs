namespace Occam.Models.Losses;

/// <summary>The options of <see cref="KlDivergenceLoss"/>.</summary>
public sealed record KlDivergenceOptions : LossOptions
{
    /// <summary>The temperature that softens both distributions, over 0. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => [.. OptionRange.Positive(nameof(Temperature), Temperature), .. base.Problems()];
}
