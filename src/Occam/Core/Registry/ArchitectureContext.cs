using Occam.Graphs.Ops;

namespace Occam.Core.Registry;

/// <summary>What a network is made from beside its options.</summary>
public sealed record ArchitectureContext
{
    /// <summary>The seed of fresh weights. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The operators that a file may use. Default ONNX's.</summary>
    public OperatorSet Operators { get; init; } = OperatorSet.Standard;
}
