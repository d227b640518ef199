namespace Occam.Samples.Extension;

/// <summary>The shape of a <see cref="Perceptron"/>.</summary>
public sealed record PerceptronOptions
{
    /// <summary>Hidden units, at least 1. Default 32.</summary>
    public int Hidden { get; init; } = 32;

    /// <summary>Hidden units no farther than this from 0 are 0, by <see cref="Shrink"/>; at least 0. Default 0, without it.</summary>
    public double Threshold { get; init; }

    /// <summary>Lists what is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        if (Hidden < 1)
        {
            yield return $"Hidden has to be at least 1, but is {Hidden}.";
        }

        if (!(Threshold >= 0))
        {
            yield return $"Threshold has to be at least 0, but is {Threshold}.";
        }
    }
}
