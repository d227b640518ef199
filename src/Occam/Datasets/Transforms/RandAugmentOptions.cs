namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="RandAugment"/>.</summary>
public sealed record RandAugmentOptions
{
    /// <summary>Changes an image, at least 1. Default 2.</summary>
    public int Operations { get; init; } = 2;

    /// <summary>The magnitude of every change, 0 to 30. Default 9.</summary>
    public int Magnitude { get; init; } = 9;

    /// <summary>What stands where the image has no pixels: one number from 0 to 255, or one a channel. Default 0.</summary>
    public IReadOnlyList<int> Fill { get; init; } = [0];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Operations >= 1, $"Operations has to be at least 1, but is {Operations}."),
            (Magnitude is >= 0 and <= 30, $"Magnitude has to be from 0 to 30, but is {Magnitude}."),
            Transforms.Operations.Fill.Check(Fill),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
