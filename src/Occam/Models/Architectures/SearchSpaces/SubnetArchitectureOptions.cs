using Occam.Core.Configs;
using Occam.Core.Registry;
using Occam.Graphs;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>The options of <see cref="SubnetArchitecture"/>.</summary>
public sealed record SubnetArchitectureOptions
{
    /// <summary>The search space: fresh, for example <c>{type: spos_shufflenet}</c>, or a trained supernet whose weights are kept, <c>{type: onnx, file: out/spos/supernet.onnx}</c>.</summary>
    public required Choice<ArchitectureContext, Graph> Space { get; init; }

    /// <summary>The subnet's YAML, as <c>occam search</c> writes it.</summary>
    [FilePath]
    public required string File { get; init; }
}
