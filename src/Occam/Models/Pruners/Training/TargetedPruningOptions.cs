namespace Occam.Models.Pruners.Training;

/// <summary>How far a network is pruned while it trains. At least one target has to be given; where there are several, all are met. Shares are of the network that the run began with.</summary>
public abstract record TargetedPruningOptions
{
    /// <summary>The share of the multiply-accumulates that may stay, in (0, 1]. Default no such target.</summary>
    public double? TargetMacs { get; init; }

    /// <summary>The share of the trained numbers that may stay, in (0, 1]. Default no such target.</summary>
    public double? TargetParameters { get; init; }

    /// <summary>The share of the bytes of activations that may stay, in (0, 1]. Default no such target.</summary>
    public double? TargetActivations { get; init; }

    /// <summary>The share of the latency in ONNX Runtime, one thread, that may stay, in (0, 1]. Results then depend on the machine. Default no such target.</summary>
    public double? TargetLatency { get; init; }

    /// <summary>The largest share of a unit's channels that may leave, in [0, 1). Default 0.9.</summary>
    public double MaximumRatio { get; init; } = 0.9;

    /// <summary>Other limits for some units; of several that fit a unit the last counts. Default none.</summary>
    public IReadOnlyList<UnitRatio> Ratios { get; init; } = [];

    /// <summary>Nodes whose outputs keep all their channels, by name; <c>*</c> stands for any characters, <c>?</c> for one. Default none.</summary>
    public IReadOnlyList<string> Protected { get; init; } = [];

    /// <summary>Whether constants that removed channels emit are kept in biases, where that is exact. Default yes.</summary>
    public bool Compensate { get; init; } = true;

    /// <summary>Lists what is out of range.</summary>
    public virtual IEnumerable<string> Problems()
    {
        if (TargetMacs is null && TargetParameters is null && TargetActivations is null && TargetLatency is null)
        {
            yield return "nothing is asked for: give a target of macs, parameters, activations or latency";
        }

        if (TargetLatency is not (null or (> 0 and <= 1)))
        {
            yield return $"target latency has to be in (0, 1], but is {TargetLatency}";
        }

        foreach (var problem in (Limits() with { TargetMacs = TargetMacs, TargetParameters = TargetParameters, TargetActivations = TargetActivations }).Problems())
        {
            yield return problem;
        }
    }

    /// <summary>Everything but the targets, as a plan takes it.</summary>
    internal virtual PruningOptions Limits() => new() { MaximumRatio = MaximumRatio, Ratios = Ratios, Protected = Protected, Compensate = Compensate };
}
