using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>The options of <see cref="DropPath"/>.</summary>
public sealed record DropPathOptions
{
    /// <summary>The probability at the end of the run, 0 to below 1; it begins at 0 and grows along a line. Default 0.2, that of DARTS.</summary>
    public double Probability { get; init; } = 0.2;

    /// <summary>The sums whose summands are dropped, * for any characters. Default <c>cell*.node*</c>, the nodes of DARTS cells.</summary>
    public string Sums { get; init; } = "cell*.node*";

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() =>
    [
        .. OptionRange.Share(nameof(Probability), Probability),
        .. Probability < 1 ? [] : (string[])["Probability has to be below 1."],
    ];
}
