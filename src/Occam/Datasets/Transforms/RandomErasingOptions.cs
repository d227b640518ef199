namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="RandomErasing"/>.</summary>
public sealed record RandomErasingOptions
{
    /// <summary>The probability, 0 to 1. Default 0.5.</summary>
    public double Probability { get; init; } = 0.5;

    /// <summary>The smallest share of the image's area, over 0 to 1. Default 0.02.</summary>
    public double Smallest { get; init; } = 0.02;

    /// <summary>The largest share of the image's area, over 0 to 1. Default 0.33.</summary>
    public double Largest { get; init; } = 0.33;

    /// <summary>The narrowest shape, height by width, over 0 to 1; the widest is its inverse. Default 0.3.</summary>
    public double Narrowest { get; init; } = 0.3;

    /// <summary>Whether random values stand in the rectangle, each pixel its own; else <see cref="Fill"/>. Default yes, the paper's best.</summary>
    public bool Noise { get; init; } = true;

    /// <summary>What stands where the image has no pixels: one number from 0 to 255, or one a channel. Default 0.</summary>
    public IReadOnlyList<int> Fill { get; init; } = [0];

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Probability is >= 0 and <= 1, $"Probability has to be from 0 to 1, but is {Probability}."),
            (Smallest > 0 && Smallest <= Largest && Largest <= 1, $"Smallest and Largest have to be over 0 to 1 and in that order, but are {Smallest} and {Largest}."),
            (Narrowest is > 0 and <= 1, $"Narrowest has to be over 0 to 1, but is {Narrowest}."),
            Operations.Fill.Check(Fill),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
