namespace Occam.Models.Losses;

/// <summary>The options of <see cref="InformationEntropyLoss"/>.</summary>
public sealed record InformationEntropyOptions : LossOptions;
