using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="ShuffleNetV2"/>. The default is the x1.0 network for 3x224x224 with 10 classes.</summary>
public sealed record ShuffleNetV2Options : ArchitectureOptions
{
    /// <summary>Creates the options for 3x224x224.</summary>
    public ShuffleNetV2Options() => (Channels, Size) = (3, 224);

    /// <summary>Channels of the first convolution, at least 1. Default 24.</summary>
    public int StemChannels { get; init; } = 24;

    /// <summary>The stride of the first convolution, 1 or 2; at 1 the maximum pooling behind it is left out too, for images of about 32 pixels. Default 2.</summary>
    public int StemStride { get; init; } = 2;

    /// <summary>Channels of each stage, even. Default 116, 232, 464 (x1.0).</summary>
    public IReadOnlyList<int> Widths { get; init; } = [116, 232, 464];

    /// <summary>Blocks of each stage, at least 1. Default 4, 8, 4.</summary>
    public IReadOnlyList<int> Blocks { get; init; } = [4, 8, 4];

    /// <summary>Channels of the last convolution, at least 1. Default 1024.</summary>
    public int HeadChannels { get; init; } = 1024;

    /// <inheritdoc/>
    protected override int SmallestSize => 32;

    /// <summary>The networks of the paper's table 5: 3x224x224, 1000 classes.</summary>
    /// <param name="multiplier">0.5, 1, 1.5 or 2.</param>
    public static ShuffleNetV2Options ImageNet(double multiplier) => new ShuffleNetV2Options { Classes = 1000 } with
    {
        Widths = multiplier switch
        {
            0.5 => [48, 96, 192],
            1 => [116, 232, 464],
            1.5 => [176, 352, 704],
            2 => [244, 488, 976],
            _ => throw new ArgumentOutOfRangeException(nameof(multiplier), multiplier, "The multiplier has to be 0.5, 1, 1.5 or 2."),
        },
        HeadChannels = multiplier == 2 ? 2048 : 1024,
    };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => ShuffleNetV2.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Widths.Count > 0 && Widths.Count == Blocks.Count, $"Widths and Blocks need one number a stage, but have {Widths.Count} and {Blocks.Count}."),
        (Widths.All(width => width >= 2 && width % 2 == 0), $"Widths have to be even and over 0, but are {string.Join(", ", Widths)}."),
        (Blocks.All(count => count >= 1), $"Blocks have to be at least 1, but are {string.Join(", ", Blocks)}."),
        (StemChannels >= 1 && HeadChannels >= 1, $"StemChannels and HeadChannels have to be at least 1, but are {StemChannels} and {HeadChannels}."),
        (StemStride is 1 or 2, $"StemStride has to be 1 or 2, but is {StemStride}."),
    ];
}
