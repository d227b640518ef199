namespace Occam.Models.Losses;

/// <summary>The options of <see cref="L1Loss"/>.</summary>
public sealed record L1Options : LossOptions;
