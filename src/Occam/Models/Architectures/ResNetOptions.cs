using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="ResNet"/>: small (for CIFAR and MNIST) or large (for ImageNet) stem, basic or bottleneck blocks.</summary>
public sealed record ResNetOptions : ArchitectureOptions
{
    /// <summary>Channels of each stage; the stem has those of the first. Each stage but the first halves the image. Default 16, 48, 96.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [16, 48, 96];

    /// <summary>Blocks of each stage, one number a stage. Default 1, 2, 2.</summary>
    public IReadOnlyList<int> Blocks { get; init; } = [1, 2, 2];

    /// <summary>What a block is made of. Default basic.</summary>
    public ResidualBlock Block { get; init; } = ResidualBlock.Basic;

    /// <summary>What stands before the stages. Default small: a 3x3 convolution at full size.</summary>
    public ResNetStem Stem { get; init; } = ResNetStem.Small;

    /// <summary>How a block is bridged where size or width changes. Default a 1x1 convolution.</summary>
    public ResNetShortcut Shortcut { get; init; } = ResNetShortcut.Projection;

    /// <summary>Groups of the 3x3 convolution of a bottleneck (ResNeXt), at least 1. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The width of that convolution for a stage of 64 channels, at least 1 (ResNeXt-50 32x4d: 4 for each of 32 groups). Default 64.</summary>
    public int GroupWidth { get; init; } = 64;

    /// <summary>The network of He et al. for CIFAR, 3x32x32, 10 classes: widths 16, 32, 64, shortcuts padded with zeros.</summary>
    /// <param name="depth">Layers with weights: 6 n + 2 for n blocks a stage, for example 20, 32, 56 or 110.</param>
    public static ResNetOptions Cifar(int depth) => new()
    {
        Channels = 3,
        Size = 32,
        Widths = [16, 32, 64],
        Blocks = (depth - 2) % 6 == 0 && depth > 2 ? [(depth - 2) / 6, (depth - 2) / 6, (depth - 2) / 6] : throw new ArgumentOutOfRangeException(nameof(depth), depth, "The depth has to be 6 n + 2."),
        Shortcut = ResNetShortcut.Padding,
    };

    /// <summary>The network of He et al. for ImageNet, 3x224x224, 1000 classes.</summary>
    /// <param name="block">The kind of block.</param>
    /// <param name="blocks">Blocks of each of the four stages: 2, 2, 2, 2 is ResNet-18, 3, 4, 6, 3 is ResNet-34, and ResNet-50 with bottlenecks.</param>
    public static ResNetOptions ImageNet(ResidualBlock block, params IReadOnlyList<int> blocks) => new()
    {
        Channels = 3,
        Size = 224,
        Classes = 1000,
        Widths = [64, 128, 256, 512],
        Blocks = blocks,
        Block = block,
        Stem = ResNetStem.Large,
    };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => ResNet.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Widths.Count > 0 && Widths.Count == Blocks.Count, $"Widths and Blocks need one number a stage, but have {Widths.Count} and {Blocks.Count}."),
        (Widths.All(width => width >= 1) && Blocks.All(count => count >= 1), "Widths and Blocks have to be at least 1."),
        (Groups >= 1 && GroupWidth >= 1, $"Groups and GroupWidth have to be at least 1, but are {Groups} and {GroupWidth}."),
        (Block == ResidualBlock.Bottleneck || (Groups == 1 && GroupWidth == 64), "Groups and GroupWidth are of bottleneck blocks; basic blocks have none."),
        (Block == ResidualBlock.Basic || Shortcut == ResNetShortcut.Projection, "Bottleneck blocks need Shortcut = Projection: they widen the image's channels in the first block."),
        (Shortcut == ResNetShortcut.Projection || Widths.Zip(Widths.Skip(1)).All(pair => pair.First <= pair.Second), "With Shortcut = Padding no stage can be narrower than the one before."),
    ];
}
