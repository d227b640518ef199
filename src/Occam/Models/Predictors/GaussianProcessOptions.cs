using Occam.Models.Losses;

namespace Occam.Models.Predictors;

/// <summary>The options of <see cref="GaussianProcessPredictor"/>.</summary>
public sealed record GaussianProcessOptions
{
    /// <summary>The lengths that are tried, as multiples of the median distance of two different rows, each over 0.</summary>
    public IReadOnlyList<double> LengthScales { get; init; } = [0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8];

    /// <summary>The variances of the noise that are tried, as shares of the signal's, each over 0.</summary>
    public IReadOnlyList<double> Noises { get; init; } = [1e-6, 1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1, 3];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. OptionRange.AtLeast("The number of LengthScales", LengthScales.Count, 1),
        .. OptionRange.AtLeast("The number of Noises", Noises.Count, 1),
        .. LengthScales.SelectMany(length => OptionRange.Positive(nameof(LengthScales), length)),
        .. Noises.SelectMany(noise => OptionRange.Positive(nameof(Noises), noise)),
    ];
}
