namespace Occam.Models.Pruners;

/// <summary>How much of some units may and has to leave.</summary>
public sealed record UnitRatio
{
    /// <summary>The names of units or of nodes that make their channels; <c>*</c> stands for any characters, <c>?</c> for one. Case matters.</summary>
    public string Pattern { get; init; } = "*";

    /// <summary>The smallest share of the channels that has to leave, in [0, 1). Default 0.</summary>
    public double Minimum { get; init; }

    /// <summary>The largest share that may leave, in [0, 1), not under the smallest. Default 0.9.</summary>
    public double Maximum { get; init; } = 0.9;

    /// <summary>Lists what is wrong with the options.</summary>
    public IEnumerable<string> Problems()
    {
        if (Minimum is not (>= 0 and < 1) || Maximum is not (>= 0 and < 1) || Minimum > Maximum)
        {
            yield return $"the ratios of '{Pattern}' have to be in [0, 1) and in order, but are {Minimum} and {Maximum}";
        }

        if (Pattern.Length == 0)
        {
            yield return "the pattern of a unit's ratios is empty";
        }
    }
}
