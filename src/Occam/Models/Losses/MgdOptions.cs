namespace Occam.Models.Losses;

/// <summary>The options of <see cref="MgdLoss"/>.</summary>
public sealed record MgdOptions : LossOptions
{
    /// <summary>The factor of the squared distance, at least 0. Default 2e-5.</summary>
    public double Alpha { get; init; } = 2e-5;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => [.. OptionRange.NotNegative(nameof(Alpha), Alpha), .. base.Problems()];
}
