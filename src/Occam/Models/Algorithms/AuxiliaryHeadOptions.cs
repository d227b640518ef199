using Occam.Models.Losses;

namespace Occam.Models.Algorithms;

/// <summary>The options of <see cref="AuxiliaryHead"/>.</summary>
public sealed record AuxiliaryHeadOptions
{
    /// <summary>The output of the auxiliary logits. Default <c>auxiliary</c>.</summary>
    public string Output { get; init; } = "auxiliary";

    /// <summary>The factor of its cross-entropy, over 0. Default 0.4, that of DARTS.</summary>
    public double Weight { get; init; } = 0.4;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => OptionRange.Positive(nameof(Weight), Weight);
}
