namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="AutoAugment"/>.</summary>
public sealed record AutoAugmentOptions
{
    /// <summary>The policy. Default ImageNet's.</summary>
    public AutoAugmentPolicy Policy { get; init; } = AutoAugmentPolicy.ImageNet;

    /// <summary>What stands where the image has no pixels: one number from 0 to 255, or one a channel. Default 0.</summary>
    public IReadOnlyList<int> Fill { get; init; } = [0];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            Operations.Fill.Check(Fill),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
