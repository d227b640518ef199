namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="RandomCrop"/>.</summary>
public sealed record RandomCropOptions
{
    /// <summary>Rows after the change, at least 1. Default those that the network takes.</summary>
    public int? Height { get; init; }

    /// <summary>Columns after the change, at least 1. Default those that the network takes.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels that are added on every side first, at least 0. Default 0; 4 is usual for CIFAR.</summary>
    public int Padding { get; init; }

    /// <summary>What stands where the image has no pixels: one number from 0 to 255, or one a channel. Default 0.</summary>
    public IReadOnlyList<int> Fill { get; init; } = [0];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Height is null or >= 1, $"Height has to be at least 1, but is {Height}."),
            (Width is null or >= 1, $"Width has to be at least 1, but is {Width}."),
            (Padding >= 0, $"Padding has to be at least 0, but is {Padding}."),
            Operations.Fill.Check(Fill),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
