using Occam.Core.Configs;
using Occam.Core.Registry;
using Occam.Graphs;

namespace Occam.Tests.Core.Configs;

/// <summary>Options of every form that configs bind to.</summary>
public sealed record SampleExperiment
{
    public int Seed { get; init; }

    public SampleTraining Training { get; init; } = new();

    public Choice<ArchitectureContext, Graph>? Model { get; init; }

    [FilePath]
    public string? Teacher { get; init; }

    public IReadOnlyList<SampleStage> Stages { get; init; } = [];
}
