using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>The options of distillation from a teacher.</summary>
public sealed record DistillationOptions
{
    /// <summary>The distillation loss. Default temperature 4, weight 1.</summary>
    public KlDivergenceOptions Divergence { get; init; } = new() { Temperature = 4 };

    /// <summary>The factor of the cross-entropy with the labels, at least 0; without labels it plays no part. Default 0.5.</summary>
    public double LabelWeight { get; init; } = 0.5;
}
