using Occam.Graphs;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>The shape of a <see cref="SposShuffleNet"/>. The default is the small form for 28x28: 8 blocks, 65,536 subnets; <see cref="ImageNet"/> is the paper's.</summary>
public sealed record SposShuffleNetOptions : ArchitectureOptions
{
    /// <summary>Channels of the first convolution, at least 1. Default 12.</summary>
    public int StemChannels { get; init; } = 12;

    /// <summary>The stride of the first convolution, 1 or 2. Default 1.</summary>
    public int StemStride { get; init; } = 1;

    /// <summary>Channels of each stage, even and more than those of the stage before. Default 24, 48, 96.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [24, 48, 96];

    /// <summary>Blocks of each stage, at least 1; the first halves the image. Default 2, 3, 3.</summary>
    public IReadOnlyList<int> Blocks { get; init; } = [2, 3, 3];

    /// <summary>Channels of the last convolution, at least 1. Default 192.</summary>
    public int HeadChannels { get; init; } = 192;

    /// <summary>The paper's space: 3x224x224, 1000 classes, 20 blocks, 4^20 subnets.</summary>
    public static SposShuffleNetOptions ImageNet { get; } = new()
    {
        Channels = 3,
        Size = 224,
        Classes = 1000,
        StemChannels = 16,
        StemStride = 2,
        Widths = [64, 160, 320, 640],
        Blocks = [4, 4, 8, 4],
        HeadChannels = 1024,
    };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => SposShuffleNet.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Widths.Count > 0 && Widths.Count == Blocks.Count, $"Widths and Blocks need one number a stage, but have {Widths.Count} and {Blocks.Count}."),
        (Widths.All(width => width >= 2 && width % 2 == 0), $"Widths have to be even and over 0, but are {string.Join(", ", Widths)}."),
        (Widths.Prepend(StemChannels).Zip(Widths).All(pair => pair.First < pair.Second), $"Widths have to grow from StemChannels on, but are {string.Join(", ", Widths.Prepend(StemChannels))}."),
        (Blocks.All(count => count >= 1), $"Blocks have to be at least 1, but are {string.Join(", ", Blocks)}."),
        (StemChannels >= 1 && HeadChannels >= 1, $"StemChannels and HeadChannels have to be at least 1, but are {StemChannels} and {HeadChannels}."),
        (StemStride is 1 or 2, $"StemStride has to be 1 or 2, but is {StemStride}."),
    ];
}
