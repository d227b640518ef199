using Occam.Core.Configs;
using Occam.Core.Registry;
using Occam.Graphs;

namespace Occam.Core.Training;

/// <summary>A network with the weights that a run's checkpoint holds.</summary>
public sealed record CheckpointNetworkOptions
{
    /// <summary>The network that was trained. Where the run replaced it, for example by a pruned one, the checkpoint's is taken.</summary>
    public required Choice<ArchitectureContext, Graph> Network { get; init; }

    /// <summary>The checkpoint: a run's <c>checkpoint.bin</c>.</summary>
    [FilePath]
    public required string File { get; init; }
}
