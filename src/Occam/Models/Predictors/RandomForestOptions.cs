using Occam.Models.Losses;

namespace Occam.Models.Predictors;

/// <summary>The options of <see cref="RandomForestPredictor"/>.</summary>
public sealed record RandomForestOptions
{
    /// <summary>The trees, at least 1. Default 200.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>The rows that a leaf holds at least, 1 or more. Default 1.</summary>
    public int LeafRows { get; init; } = 1;

    /// <summary>The share of the features among which a split is looked for, over 0 to 1, at least one feature. Default a third, as Breiman's for regression.</summary>
    public double FeatureShare { get; init; } = 1.0 / 3;

    /// <summary>Whether each tree sees as many rows drawn with replacement, instead of all rows. Default yes.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>The seed of all draws. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. OptionRange.AtLeast(nameof(Trees), Trees, 1),
        .. OptionRange.AtLeast(nameof(LeafRows), LeafRows, 1),
        .. OptionRange.Positive(nameof(FeatureShare), FeatureShare),
        .. OptionRange.Share(nameof(FeatureShare), FeatureShare),
    ];
}
