using Occam.Core.Registry;
using Occam.Graphs;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>What the options of the data-free algorithms have in common.</summary>
public abstract record DataFreeOptions
{
    /// <summary>The teacher.</summary>
    public required Choice<ArchitectureContext, Graph> Teacher { get; init; }

    /// <summary>The shape of the network that makes images.</summary>
    public ImageGeneratorOptions Generator { get; init; } = new();
}
