namespace Occam.Models.Losses;

/// <summary>The options of <see cref="LabelLoss"/>.</summary>
public sealed record LabelLossOptions : LossOptions
{
    /// <summary>The share of the target that is spread over all classes, 0 to below 1. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
        [.. LabelSmoothing is >= 0 and < 1 ? Array.Empty<string>() : [$"LabelSmoothing has to be from 0 to below 1, but is {LabelSmoothing}."], .. base.Problems()];
}
