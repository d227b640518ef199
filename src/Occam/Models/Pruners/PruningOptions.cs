namespace Occam.Models.Pruners;

/// <summary>How a network is pruned.</summary>
public sealed record PruningOptions
{
    /// <summary>The share of the multiply-accumulates that may stay, in (0, 1]. Default 0.5.</summary>
    public double TargetMacs { get; init; } = 0.5;

    /// <summary>The largest share of a unit's channels that may leave, in [0, 1). Default 0.9.</summary>
    public double MaximumRatio { get; init; } = 0.9;

    /// <summary>
    /// Widths are rounded to a multiple of this where a unit is wide enough (twice the multiple), because kernels work in blocks. Default 8.
    /// </summary>
    public int WidthMultiple { get; init; } = 8;

    /// <summary>The criterion. Default <see cref="L1Importance"/>.</summary>
    public IImportance Importance { get; init; } = new L1Importance();

    /// <summary>Lists what is wrong with the options.</summary>
    public IEnumerable<string> Problems()
    {
        if (TargetMacs is not (> 0 and <= 1))
        {
            yield return $"target MACs have to be in (0, 1], but are {TargetMacs}";
        }

        if (MaximumRatio is not (>= 0 and < 1))
        {
            yield return $"the maximum ratio has to be in [0, 1), but is {MaximumRatio}";
        }

        if (WidthMultiple < 1)
        {
            yield return $"the width multiple has to be at least 1, but is {WidthMultiple}";
        }
    }
}
