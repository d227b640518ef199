namespace Occam.Models.Losses;

/// <summary>The options of <see cref="SimilarityPreservingLoss"/>.</summary>
public sealed record SimilarityPreservingOptions : LossOptions;
