namespace Occam.Datasets.Transforms;

/// <summary>The options of <see cref="Flip"/>.</summary>
public sealed record FlipOptions
{
    /// <summary>The probability, 0 to 1. Default 0.5.</summary>
    public double Probability { get; init; } = 0.5;

    /// <summary>Whether top and bottom are exchanged; else left and right. Default no.</summary>
    public bool Vertical { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Probability is >= 0 and <= 1, $"Probability has to be from 0 to 1, but is {Probability}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }
}
