namespace Occam.Models.Losses;

/// <summary>The options of <see cref="HardLabelLoss"/>.</summary>
public sealed record HardLabelOptions : LossOptions;
