namespace Occam.Models.Losses;

/// <summary>The options of <see cref="KlDivergenceLoss"/>.</summary>
public sealed record KlDivergenceOptions
{
    /// <summary>The temperature that softens both distributions, over 0. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>The factor of the loss, at least 0. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Temperature > 0) || !double.IsFinite(Temperature))
        {
            yield return $"Temperature has to be over 0, but is {Temperature}.";
        }

        if (!(Weight >= 0) || !double.IsFinite(Weight))
        {
            yield return $"Weight has to be at least 0, but is {Weight}.";
        }
    }
}
