namespace Occam.Models.Losses;

/// <summary>The options of <see cref="ActivationBoundaryLoss"/>.</summary>
public sealed record ActivationBoundaryOptions : LossOptions
{
    /// <summary>How far from 0 the student has to be, at least 0. Default 1.</summary>
    public double Margin { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => [.. OptionRange.NotNegative(nameof(Margin), Margin), .. base.Problems()];
}
