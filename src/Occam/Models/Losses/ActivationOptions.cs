namespace Occam.Models.Losses;

/// <summary>The options of <see cref="ActivationLoss"/>.</summary>
public sealed record ActivationOptions : LossOptions;
