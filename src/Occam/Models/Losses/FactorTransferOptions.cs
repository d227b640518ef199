namespace Occam.Models.Losses;

/// <summary>The options of <see cref="FactorTransferLoss"/>.</summary>
public sealed record FactorTransferOptions : LossOptions;
