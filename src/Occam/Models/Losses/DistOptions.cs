namespace Occam.Models.Losses;

/// <summary>The options of <see cref="DistLoss"/>.</summary>
public sealed record DistOptions : LossOptions
{
    /// <summary>The temperature that softens both distributions, over 0. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>The factor of the relation among classes, at least 0. Default 1.</summary>
    public double InterWeight { get; init; } = 1;

    /// <summary>The factor of the relation among samples, at least 0. Default 1.</summary>
    public double IntraWeight { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => [.. OptionRange.Positive(nameof(Temperature), Temperature), .. OptionRange.NotNegative(nameof(InterWeight), InterWeight), .. OptionRange.NotNegative(nameof(IntraWeight), IntraWeight), .. base.Problems()];
}
