using Occam.Graphs.Ops;

namespace Occam.Core.Registry;

/// <summary>What a network is made from beside its options.</summary>
public sealed record ArchitectureContext
{
    /// <summary>The seed of fresh weights. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The operators that a network may have: a file's, and those of a <see cref="Graphs.Building.GraphBuilder"/> that is given them. Default ONNX's.</summary>
    public OperatorSet Operators { get; init; } = OperatorSet.Standard;
}
