using Occam.Models.Losses;

namespace Occam.Models.Predictors;

/// <summary>The options of <see cref="RadialBasisPredictor"/>.</summary>
public sealed record RadialBasisOptions
{
    /// <summary>The function of the distance. Default cubic.</summary>
    public RadialBasis Basis { get; init; } = RadialBasis.Cubic;

    /// <summary>What is added to the diagonal of the system, at least 0: 0 passes through every point, more smooths noise away. Default 0.</summary>
    public double Smoothing { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => OptionRange.NotNegative(nameof(Smoothing), Smoothing);
}
