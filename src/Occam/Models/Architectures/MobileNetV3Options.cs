using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="MobileNetV3"/>. The default is the small network for 3x224x224 with 10 classes.</summary>
public sealed record MobileNetV3Options : ArchitectureOptions
{
    /// <summary>Creates the options for 3x224x224.</summary>
    public MobileNetV3Options() => (Channels, Size) = (3, 224);

    /// <summary>What every width is multiplied by, over 0. Default 1.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>The stride of the first convolution, 1 or 2. Default 2.</summary>
    public int StemStride { get; init; } = 2;

    /// <summary>The blocks. Default the paper's table 2 (small).</summary>
    public IReadOnlyList<MobileNetV3Block> Blocks { get; init; } =
    [
        new(3, 16, 16, Squeeze: true, Stride: 2),
        new(3, 72, 24, Stride: 2),
        new(3, 88, 24),
        new(5, 96, 40, true, true, 2),
        new(5, 240, 40, true, true),
        new(5, 240, 40, true, true),
        new(5, 120, 48, true, true),
        new(5, 144, 48, true, true),
        new(5, 288, 96, true, true, 2),
        new(5, 576, 96, true, true),
        new(5, 576, 96, true, true),
    ];

    /// <summary>Features of the hidden layer before the classifier, at least 1, before the width multiplier. Default 1024.</summary>
    public int Hidden { get; init; } = 1024;

    /// <summary>The share of hidden features that training drops, 0 to below 1. Default 0.2.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>The small network of the paper: 3x224x224, 1000 classes.</summary>
    public static MobileNetV3Options Small { get; } = new() { Classes = 1000 };

    /// <summary>The large network of the paper: 3x224x224, 1000 classes.</summary>
    public static MobileNetV3Options Large { get; } = Small with
    {
        Blocks =
        [
            new(3, 16, 16),
            new(3, 64, 24, Stride: 2),
            new(3, 72, 24),
            new(5, 72, 40, Squeeze: true, Stride: 2),
            new(5, 120, 40, Squeeze: true),
            new(5, 120, 40, Squeeze: true),
            new(3, 240, 80, HardSwish: true, Stride: 2),
            new(3, 200, 80, HardSwish: true),
            new(3, 184, 80, HardSwish: true),
            new(3, 184, 80, HardSwish: true),
            new(3, 480, 112, true, true),
            new(3, 672, 112, true, true),
            new(5, 672, 160, true, true, 2),
            new(5, 960, 160, true, true),
            new(5, 960, 160, true, true),
        ],
        Hidden = 1280,
    };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => MobileNetV3.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (WidthMultiplier > 0 && double.IsFinite(WidthMultiplier), $"WidthMultiplier has to be over 0, but is {WidthMultiplier}."),
        (StemStride is 1 or 2, $"StemStride has to be 1 or 2, but is {StemStride}."),
        (Blocks.Count > 0, "Blocks needs at least one row."),
        (Blocks.All(row => row is { Kernel: >= 1, Inner: >= 1, Channels: >= 1, Stride: 1 or 2 } && row.Kernel % 2 == 1), "Every row of Blocks needs an odd Kernel, Inner and Channels of at least 1 and a Stride of 1 or 2."),
        (Hidden >= 1, $"Hidden has to be at least 1, but is {Hidden}."),
        (Dropout is >= 0 and < 1, $"Dropout has to be from 0 to below 1, but is {Dropout}."),
    ];
}
