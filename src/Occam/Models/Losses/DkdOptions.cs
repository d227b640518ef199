namespace Occam.Models.Losses;

/// <summary>The options of <see cref="DkdLoss"/>.</summary>
public sealed record DkdOptions : LossOptions
{
    /// <summary>The temperature that softens both distributions, over 0. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Alpha, the factor of the target class part, at least 0. Default 1.</summary>
    public double TargetWeight { get; init; } = 1;

    /// <summary>Beta, the factor of the part of the other classes, at least 0. Default 1.</summary>
    public double OtherWeight { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => [.. OptionRange.Positive(nameof(Temperature), Temperature), .. OptionRange.NotNegative(nameof(TargetWeight), TargetWeight), .. OptionRange.NotNegative(nameof(OtherWeight), OtherWeight), .. base.Problems()];
}
