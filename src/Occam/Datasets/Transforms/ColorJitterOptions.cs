namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="ColorJitter"/>.</summary>
public sealed record ColorJitterOptions
{
    /// <summary>How far the factor of brightness may be from 1, at least 0. Default 0.4.</summary>
    public double Brightness { get; init; } = 0.4;

    /// <summary>How far the factor of contrast may be from 1, at least 0. Default 0.4.</summary>
    public double Contrast { get; init; } = 0.4;

    /// <summary>How far the factor of saturation may be from 1, at least 0. Default 0.4.</summary>
    public double Saturation { get; init; } = 0.4;

    /// <summary>How far hues may turn, as a share of the circle, 0 to 0.5. Default 0.</summary>
    public double Hue { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Brightness >= 0, $"Brightness has to be at least 0, but is {Brightness}."),
            (Contrast >= 0, $"Contrast has to be at least 0, but is {Contrast}."),
            (Saturation >= 0, $"Saturation has to be at least 0, but is {Saturation}."),
            (Hue is >= 0 and <= 0.5, $"Hue has to be from 0 to 0.5, but is {Hue}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
