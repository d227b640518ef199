namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="ResNet"/> of basic blocks for small images.</summary>
public sealed record ResNetOptions
{
    /// <summary>Channels of the input, 1 for grey and 3 for RGB. Default 1.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Height and width of the input in pixels, at least 8. Default 28.</summary>
    public int Size { get; init; } = 28;

    /// <summary>Classes, at least 2. Default 10.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Channels of each stage; the stem has those of the first. Each stage but the first halves the image. Default 16, 48, 96.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [16, 48, 96];

    /// <summary>Basic blocks of each stage, one number a stage. Default 1, 2, 2.</summary>
    public IReadOnlyList<int> Blocks { get; init; } = [1, 2, 2];

    /// <summary>Lists what is wrong; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        if (Channels < 1)
        {
            yield return $"Channels has to be at least 1, but is {Channels}.";
        }

        if (Size < 8)
        {
            yield return $"Size has to be at least 8, but is {Size}.";
        }

        if (Classes < 2)
        {
            yield return $"Classes has to be at least 2, but is {Classes}.";
        }

        if (Widths.Count == 0 || Widths.Count != Blocks.Count)
        {
            yield return $"Widths and Blocks need one number a stage, but have {Widths.Count} and {Blocks.Count}.";
        }

        if (Widths.Any(width => width < 1) || Blocks.Any(count => count < 1))
        {
            yield return "Widths and Blocks have to be at least 1.";
        }
    }
}
