using Occam.Core.Registry;
using Occam.Core.Training.Components;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Losses;
using Occam.Models.Mutables;

namespace Occam.Models.Algorithms;

/// <summary>The options of <see cref="SlimmableAlgorithm"/>.</summary>
public sealed record SlimmableOptions
{
    /// <summary>What every subnet is trained for. Default cross-entropy with the labels.</summary>
    public Choice<TrainingContext, TaskLoss> Task { get; init; } = new("cross_entropy", new CrossEntropyOptions(), _ => new CrossEntropyLoss());

    /// <summary>The subnets that are trained beside the largest one, at least one.</summary>
    public required IReadOnlyList<SlimmableSubnet> Subnets { get; init; }

    /// <summary>Which network is exported: 0 for the largest, else the number of a subnet from 1. Default 0.</summary>
    public int Deploy { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Subnets.Count > 0, "Subnets needs at least one."),
            (Deploy >= 0 && Deploy <= Subnets.Count, $"Deploy has to be from 0 to {Subnets.Count}, but is {Deploy}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem);
    }

    /// <summary>Makes the algorithm.</summary>
    /// <param name="context">The supernet.</param>
    /// <exception cref="Core.Configs.ConfigException">A file is no subnet of the supernet.</exception>
    public SlimmableAlgorithm Create(TrainingContext context)
    {
        var groups = SearchSpace.Of(context.Graph).Mutator.Groups;
        return new(context.Graph, context.Make(Task), [.. Subnets.Select(subnet => SubnetFile.Read(subnet.File, groups))], Deploy, context.Device);
    }
}
