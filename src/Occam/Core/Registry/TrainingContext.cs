using Occam.Datasets;
using Occam.Graphs;
using Occam.Graphs.Ops;
using static TorchSharp.torch;

namespace Occam.Core.Registry;

/// <summary>What the parts of a training run are made from beside their options.</summary>
public sealed record TrainingContext
{
    /// <summary>The network to train; not owned.</summary>
    public required Graph Graph { get; init; }

    /// <summary>The data.</summary>
    public required DataSplits Data { get; init; }

    /// <summary>How the network is fed, with the normalisation of the run.</summary>
    public required InputSpec Input { get; init; }

    /// <summary>Where to train. Default the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>The run's seed. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>The operators that a further network's file may use. Default ONNX's.</summary>
    public OperatorSet Operators { get; init; } = OperatorSet.Standard;
}
