namespace Occam.Models.Losses;

/// <summary>The options of <see cref="AttentionTransferLoss"/>.</summary>
public sealed record AttentionTransferOptions : LossOptions;
