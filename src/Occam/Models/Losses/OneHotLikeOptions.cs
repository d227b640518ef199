namespace Occam.Models.Losses;

/// <summary>The options of <see cref="OneHotLikeLoss"/>.</summary>
public sealed record OneHotLikeOptions : LossOptions;
