namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="Cutout"/>.</summary>
public sealed record CutoutOptions
{
    /// <summary>The side of the square in pixels, at least 1. Default 16, the paper's for CIFAR-10 (8 for CIFAR-100).</summary>
    public int Length { get; init; } = 16;

    /// <summary>Squares, at least 1. Default 1.</summary>
    public int Holes { get; init; } = 1;

    /// <summary>What stands in the square: one number from 0 to 255, or one a channel. Default 0; the paper's is the data's mean.</summary>
    public IReadOnlyList<int> Fill { get; init; } = [0];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Length >= 1, $"Length has to be at least 1, but is {Length}."),
            (Holes >= 1, $"Holes has to be at least 1, but is {Holes}."),
            Operations.Fill.Check(Fill),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
