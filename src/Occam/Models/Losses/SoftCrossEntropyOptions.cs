namespace Occam.Models.Losses;

/// <summary>The options of <see cref="SoftCrossEntropyLoss"/>.</summary>
public sealed record SoftCrossEntropyOptions : LossOptions
{
    /// <summary>The temperature that softens both distributions, over 0. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Whether the loss is multiplied by tau^2. Default true.</summary>
    public bool ScaleBySquare { get; init; } = true;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => [.. OptionRange.Positive(nameof(Temperature), Temperature), .. base.Problems()];
}
