namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="Rotation"/>.</summary>
public sealed record RotationOptions
{
    /// <summary>The largest angle in degrees, either way, 0 to 180. Default 15.</summary>
    public double Degrees { get; init; } = 15;

    /// <summary>Whether neighbouring pixels are mixed (bilinear); else the nearest is taken. Default yes.</summary>
    public bool Smooth { get; init; } = true;

    /// <summary>What stands where the image has no pixels: one number from 0 to 255, or one a channel. Default 0.</summary>
    public IReadOnlyList<int> Fill { get; init; } = [0];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Degrees is >= 0 and <= 180, $"Degrees has to be from 0 to 180, but is {Degrees}."),
            Operations.Fill.Check(Fill),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
