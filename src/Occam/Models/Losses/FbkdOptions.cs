namespace Occam.Models.Losses;

/// <summary>The options of <see cref="FbkdLoss"/>.</summary>
public sealed record FbkdOptions : LossOptions
{
    /// <summary>The factor of the masked distance of the maps, at least 0. Default 7e-5.</summary>
    public double FeatureWeight { get; init; } = 7e-5;

    /// <summary>The factor of the distance of the channels' means, at least 0. Default 4e-3.</summary>
    public double ChannelWeight { get; init; } = 4e-3;

    /// <summary>The factor of the distance of the positions' means, at least 0. Default 4e-3.</summary>
    public double SpatialWeight { get; init; } = 4e-3;

    /// <summary>The factor of the distance of the relations, at least 0. Default 7e-5.</summary>
    public double RelationWeight { get; init; } = 7e-5;

    /// <summary>The temperature of the attention masks, over 0. Default 0.5.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
    [
        .. OptionRange.NotNegative(nameof(FeatureWeight), FeatureWeight),
        .. OptionRange.NotNegative(nameof(ChannelWeight), ChannelWeight),
        .. OptionRange.NotNegative(nameof(SpatialWeight), SpatialWeight),
        .. OptionRange.NotNegative(nameof(RelationWeight), RelationWeight),
        .. OptionRange.Positive(nameof(Temperature), Temperature),
        .. base.Problems(),
    ];
}
