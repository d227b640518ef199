using Occam.Graphs;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>The shape of a <see cref="ProxylessMobileNet"/>. The default is the small form for 28x28; <see cref="ImageNet"/> is the published one. The expansion of a row plays no part: it is chosen.</summary>
public sealed record ProxylessMobileNetOptions : ArchitectureOptions
{
    /// <summary>Channels of the first convolution, at least 1. Default 16.</summary>
    public int StemChannels { get; init; } = 16;

    /// <summary>The stride of the first convolution, 1 or 2. Default 1.</summary>
    public int StemStride { get; init; } = 1;

    /// <summary>Channels of the first block, which has no choices, at least 1. Default 8.</summary>
    public int FirstChannels { get; init; } = 8;

    /// <summary>The blocks with choices. Default two of 16, two of 24 and two of 40 channels, the first two pairs halving the image.</summary>
    public IReadOnlyList<InvertedResiduals> Settings { get; init; } =
    [
        new() { Channels = 16, Blocks = 2, Stride = 2 },
        new() { Channels = 24, Blocks = 2, Stride = 2 },
        new() { Channels = 40, Blocks = 2 },
    ];

    /// <summary>Channels of the last convolution, at least 1. Default 192.</summary>
    public int HeadChannels { get; init; } = 192;

    /// <summary>The published space: 3x224x224, 1000 classes, 21 blocks.</summary>
    public static ProxylessMobileNetOptions ImageNet { get; } = new()
    {
        Channels = 3,
        Size = 224,
        Classes = 1000,
        StemChannels = 40,
        StemStride = 2,
        FirstChannels = 24,
        Settings =
        [
            new() { Channels = 32, Blocks = 4, Stride = 2 },
            new() { Channels = 56, Blocks = 4, Stride = 2 },
            new() { Channels = 112, Blocks = 4, Stride = 2 },
            new() { Channels = 128, Blocks = 4 },
            new() { Channels = 256, Blocks = 4, Stride = 2 },
            new() { Channels = 432 },
        ],
        HeadChannels = 1728,
    };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => ProxylessMobileNet.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Settings.Count > 0, "Settings needs at least one row."),
        (Settings.All(row => row is { Channels: >= 1, Blocks: >= 1, Stride: 1 or 2 }), "Every row of Settings needs Channels and Blocks of at least 1 and a Stride of 1 or 2."),
        (StemChannels >= 1 && FirstChannels >= 1 && HeadChannels >= 1, $"StemChannels, FirstChannels and HeadChannels have to be at least 1, but are {StemChannels}, {FirstChannels} and {HeadChannels}."),
        (StemStride is 1 or 2, $"StemStride has to be 1 or 2, but is {StemStride}."),
    ];
}
