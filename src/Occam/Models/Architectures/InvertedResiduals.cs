namespace Occam.Models.Architectures;

/// <summary>A row of MobileNetV2's table: blocks of the same width.</summary>
public sealed record InvertedResiduals
{
    /// <summary>How many times wider a block is inside, at least 1. Default 6.</summary>
    public int Expansion { get; init; } = 6;

    /// <summary>Output channels, at least 1, before the width multiplier. Default 32.</summary>
    public int Channels { get; init; } = 32;

    /// <summary>Blocks, at least 1. Default 1.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>The stride of the first block, 1 or 2. Default 1.</summary>
    public int Stride { get; init; } = 1;
}
