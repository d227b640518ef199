using Occam.Models.Pruners;

namespace Occam.Apis;

/// <summary>What <see cref="Prune"/> is to do.</summary>
public sealed record PruneOptions
{
    /// <summary>The ONNX file; any network.</summary>
    public required string Model { get; init; }

    /// <summary>The folder that gets the results; made where it is missing. Null where only a plan is wanted.</summary>
    public string? Output { get; init; }

    /// <summary>Criterion, ranking, targets and limits.</summary>
    public PruningOptions Pruning { get; init; } = new();

    /// <summary>The share of the measured latency that may stay, over 0 to 1; null sets no such target. Default null.</summary>
    public double? TargetLatency { get; init; }

    /// <summary>The file of measured kernel latencies; null takes this machine's in the user's cache folder. Default null.</summary>
    public string? LatencyTable { get; init; }

    /// <summary>The folder of images for criteria that need data, and to measure accuracy on; null where there is none. Default null.</summary>
    public string? Data { get; init; }

    /// <summary>Sizes for inputs by name; the others get their defaults. Default none.</summary>
    public IReadOnlyDictionary<string, long[]>? Shapes { get; init; }

    /// <summary>Threads of ONNX Runtime when latency is measured, at least 1; null takes the usable cores. Default null.</summary>
    public int? Threads { get; init; }

    /// <summary>Where the plan is written instead of pruning; null prunes. Default null.</summary>
    public string? PlanOnly { get; init; }

    /// <summary>The plan that is applied instead of making one; null makes one. Default null.</summary>
    public string? FromPlan { get; init; }

    /// <summary>Whether results of an earlier run in <see cref="Output"/> may be replaced. Default no.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Lists everything that is wrong with the options themselves; empty where they are sound.</summary>
    public IEnumerable<string> Problems()
    {
        var hasTarget = TargetLatency is not null || Pruning.HasTarget;
        (bool Sound, string Problem)[] checks =
        [
            (TargetLatency is null or (> 0 and <= 1), $"the target of latency is a share over 0, at most 1, but is {TargetLatency}"),
            (hasTarget || FromPlan is not null, "nothing is asked for: give a target (of MACs, parameters, activations or latency) or a plan"),
            (!hasTarget || FromPlan is null, "a plan already says how wide everything stays; give a target or a plan, not both"),
            (Output is not null || PlanOnly is not null, "give an output folder, or a file for the plan alone"),
            (Threads is null or >= 1, $"threads have to be at least 1, but are {Threads}"),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem).Concat(Pruning.Problems());
    }
}
