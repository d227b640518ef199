using Occam.Models.Losses;

namespace Occam.Samples.Extension;

/// <summary>The options of <see cref="LogCoshLoss"/>: only the weight that every loss has.</summary>
public sealed record LogCoshOptions : LossOptions;
