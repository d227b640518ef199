namespace Occam.Models.Losses;

/// <summary>The options of <see cref="CrossEntropyLoss"/>.</summary>
public sealed record CrossEntropyOptions
{
    /// <summary>The factor of the loss, at least 0. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The share of the target that is spread over all classes (Szegedy et al. 2016, section 7), 0 to below 1. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Whether images without labels are accepted; the loss then plays no part. Default no.</summary>
    public bool Optional { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Weight >= 0) || !double.IsFinite(Weight))
        {
            yield return $"Weight has to be at least 0, but is {Weight}.";
        }

        if (LabelSmoothing is not (>= 0 and < 1))
        {
            yield return $"LabelSmoothing has to be from 0 to below 1, but is {LabelSmoothing}.";
        }
    }
}
