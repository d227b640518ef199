using Occam.Models.Pruners.Criteria;

namespace Occam.Models.Pruners;

/// <summary>How a network is pruned. At least one target has to be given; where there are several, all are met.</summary>
public sealed record PruningOptions
{
    /// <summary>The share of the multiply-accumulates that may stay, in (0, 1]. Default no such target.</summary>
    public double? TargetMacs { get; init; }

    /// <summary>The share of the trained numbers that may stay, in (0, 1]. Default no such target.</summary>
    public double? TargetParameters { get; init; }

    /// <summary>The share of the bytes of activations that may stay, in (0, 1]. Default no such target.</summary>
    public double? TargetActivations { get; init; }

    /// <summary>The criterion by its name, one of <see cref="StandardCriteria.Names"/>. Default l1.</summary>
    public string Criterion { get; init; } = "l1";

    /// <summary>Which channels are ranked against each other. Default all.</summary>
    public RankingScope Ranking { get; init; }

    /// <summary>How the scores that the operators of a unit give to a channel become one; without effect for criteria that give one score a channel. Default their mean.</summary>
    public GroupReduction Reduction { get; init; }

    /// <summary>What a unit's scores are divided by before units are compared. Default as the criterion asks for.</summary>
    public ScoreNormalisation Normalisation { get; init; }

    /// <summary>The largest share of a unit's channels that may leave, in [0, 1). Default 0.9.</summary>
    public double MaximumRatio { get; init; } = 0.9;

    /// <summary>Other limits for some units; of several that fit a unit the last counts. Default none.</summary>
    public IReadOnlyList<UnitRatio> Ratios { get; init; } = [];

    /// <summary>
    /// The widths that ratios are shares of, by unit name, where the network was pruned before: without them a ratio would count anew every time. Default those of the network as it is.
    /// </summary>
    public IReadOnlyDictionary<string, int>? OriginalWidths { get; init; }

    /// <summary>
    /// Nodes whose outputs keep all their channels, by name; <c>*</c> stands for any characters, <c>?</c> for one. Case matters. Default none.
    /// </summary>
    public IReadOnlyList<string> Protected { get; init; } = [];

    /// <summary>
    /// Widths are rounded to a multiple of this where a unit is wide enough (twice the multiple), because kernels work in blocks. Default 8.
    /// </summary>
    public int WidthMultiple { get; init; } = 8;

    /// <summary>Whether constants that removed channels emit (a bias, BatchNorm's shift) are kept in the biases of the layers that read them, where that is exact. Default yes.</summary>
    public bool Compensate { get; init; } = true;

    /// <summary>The seed of criteria that draw numbers. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Whether there is a target of its own.</summary>
    internal bool HasTarget => TargetMacs is not null || TargetParameters is not null || TargetActivations is not null;

    /// <summary>Lists what is wrong with the options.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (IsShare(TargetMacs), $"target MACs have to be in (0, 1], but are {TargetMacs}"),
            (IsShare(TargetParameters), $"target parameters have to be in (0, 1], but are {TargetParameters}"),
            (IsShare(TargetActivations), $"target activations have to be in (0, 1], but are {TargetActivations}"),
            (StandardCriteria.Names.Contains(Criterion, StringComparer.Ordinal), $"the criterion is one of {string.Join(", ", StandardCriteria.Names)}, but is '{Criterion}'"),
            (MaximumRatio is >= 0 and < 1, $"the maximum ratio has to be in [0, 1), but is {MaximumRatio}"),
            (WidthMultiple >= 1, $"the width multiple has to be at least 1, but is {WidthMultiple}"),
            (Protected.All(pattern => pattern.Length > 0), "a pattern of protected nodes is empty"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem).Concat(Ratios.SelectMany(ratio => ratio.Problems()));
    }

    private static bool IsShare(double? target) => target is null or (> 0 and <= 1);
}
