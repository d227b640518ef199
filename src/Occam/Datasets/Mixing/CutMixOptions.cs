namespace Occam.Datasets.Mixing;

/// <summary>The options of <see cref="CutMix"/>.</summary>
public sealed record CutMixOptions
{
    /// <summary>Both parameters of the Beta distribution of the shares, over 0. Default 1: all shares are equally likely.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems() => Alpha > 0 && double.IsFinite(Alpha) ? [] : [$"Alpha has to be over 0, but is {Alpha}."];
}
