using System.IO.Enumeration;

namespace Occam.Core.Training.Optimizers;

/// <summary>Parameters that an optimizer treats otherwise than the rest.</summary>
public sealed record ParameterGroupOptions
{
    /// <summary>Which names belong to it: <c>*</c> stands for any characters, <c>?</c> for one. Case counts. Default all.</summary>
    public string Pattern { get; init; } = "*";

    /// <summary>The factor of the learning rate, at least 0; 0 leaves the parameters as they are. Default 1.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>The factor of the weight decay, at least 0. Default 1.</summary>
    public double WeightDecayFactor { get; init; } = 1;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        if (Pattern.Length == 0)
        {
            yield return "Pattern has to be a parameter's name, * for any characters, but is empty.";
        }

        if (!(LearningRateFactor >= 0))
        {
            yield return $"LearningRateFactor has to be at least 0, but is {LearningRateFactor}.";
        }

        if (!(WeightDecayFactor >= 0))
        {
            yield return $"WeightDecayFactor has to be at least 0, but is {WeightDecayFactor}.";
        }
    }

    internal bool Fits(string name) => FileSystemName.MatchesSimpleExpression(Pattern, name, ignoreCase: false);
}
