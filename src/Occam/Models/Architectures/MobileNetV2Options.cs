using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="MobileNetV2"/>. The defaults are the published table at stride 32, for 1x28x28 too small: see <see cref="Small"/>.</summary>
public sealed record MobileNetV2Options : ArchitectureOptions
{
    /// <summary>What every width is multiplied by, over 0. Default 1.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>What widths are rounded to a multiple of, at least 1. Default 8.</summary>
    public int Divisor { get; init; } = 8;

    /// <summary>Channels of the first convolution, at least 1. Default 32.</summary>
    public int StemChannels { get; init; } = 32;

    /// <summary>The stride of the first convolution, 1 or 2. Default 2.</summary>
    public int StemStride { get; init; } = 2;

    /// <summary>The blocks. Default the paper's table 2.</summary>
    public IReadOnlyList<InvertedResiduals> Settings { get; init; } =
    [
        new() { Expansion = 1, Channels = 16 },
        new() { Channels = 24, Blocks = 2, Stride = 2 },
        new() { Channels = 32, Blocks = 3, Stride = 2 },
        new() { Channels = 64, Blocks = 4, Stride = 2 },
        new() { Channels = 96, Blocks = 3 },
        new() { Channels = 160, Blocks = 3, Stride = 2 },
        new() { Channels = 320 },
    ];

    /// <summary>Channels of the last convolution, at least 1; a width multiplier below 1 leaves them. Default 1280.</summary>
    public int HeadChannels { get; init; } = 1280;

    /// <summary>The share of features that training drops before the classifier, 0 to below 1. Default 0.2.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>The network of the paper: 3x224x224, 1000 classes.</summary>
    public static MobileNetV2Options ImageNet { get; } = new() { Channels = 3, Size = 224, Classes = 1000 };

    /// <summary>For images of about 28 pixels: full size in the stem, two strides, 50,000 weights and 3.3 million multiply-adds at 1x28x28 with 10 classes.</summary>
    public static MobileNetV2Options Small { get; } = new()
    {
        StemChannels = 16,
        StemStride = 1,
        Settings =
        [
            new() { Expansion = 1, Channels = 8 },
            new() { Expansion = 4, Channels = 16, Blocks = 2, Stride = 2 },
            new() { Expansion = 4, Channels = 24, Blocks = 2, Stride = 2 },
            new() { Expansion = 4, Channels = 40, Blocks = 2 },
        ],
        HeadChannels = 256,
        Dropout = 0,
    };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => MobileNetV2.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (WidthMultiplier > 0 && double.IsFinite(WidthMultiplier), $"WidthMultiplier has to be over 0, but is {WidthMultiplier}."),
        (Divisor >= 1, $"Divisor has to be at least 1, but is {Divisor}."),
        (StemChannels >= 1 && HeadChannels >= 1, $"StemChannels and HeadChannels have to be at least 1, but are {StemChannels} and {HeadChannels}."),
        (StemStride is 1 or 2, $"StemStride has to be 1 or 2, but is {StemStride}."),
        (Settings.Count > 0, "Settings needs at least one row."),
        (Settings.All(row => row is { Expansion: >= 1, Channels: >= 1, Blocks: >= 1, Stride: 1 or 2 }), "Every row of Settings needs Expansion, Channels and Blocks of at least 1 and a Stride of 1 or 2."),
        (Dropout is >= 0 and < 1, $"Dropout has to be from 0 to below 1, but is {Dropout}."),
    ];
}
