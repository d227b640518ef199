namespace Occam.Core.Reports;

/// <summary>What a run can prove: which file became which, and the checks that were made on the way.</summary>
public sealed record Certificate
{
    /// <summary>The version of this form.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The model that was read.</summary>
    public required FileDigest Input { get; init; }

    /// <summary>The models that were written.</summary>
    public required IReadOnlyList<FileDigest> Outputs { get; init; }

    /// <summary>The pruned network against the original with the same channels zeroed, in TorchSharp and in ONNX Runtime; empty where nothing was pruned.</summary>
    public required IReadOnlyList<Check> Oracle { get; init; }

    /// <summary>How many removed channels the oracle covers.</summary>
    public int ProvedChannels { get; init; }

    /// <summary>The pruned units that the oracle does not cover, with the reason.</summary>
    public IReadOnlyList<UnprovedUnit> NotProved { get; init; } = [];

    /// <summary>What became of the constants that removed channels emitted; null where nothing was pruned.</summary>
    public CompensationFigures? Compensation { get; init; }

    /// <summary>Each written float model in ONNX Runtime against the graph in TorchSharp.</summary>
    public required IReadOnlyList<Check> Parity { get; init; }

    /// <summary>Weighted layers meant to run as integers; 0 where nothing was quantized.</summary>
    public int IntendedIntegerLayers { get; init; }

    /// <summary>Weighted layers that ONNX Runtime runs as integers.</summary>
    public int IntegerLayers { get; init; }

    /// <summary>The seed of order, augmentation and calibration.</summary>
    public required int Seed { get; init; }

    /// <summary>The versions.</summary>
    public required ComponentVersions Versions { get; init; }
}
