using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="Vgg"/>. The default is VGG-16 with BatchNorm for images of 32 pixels.</summary>
public sealed record VggOptions : ArchitectureOptions
{
    /// <summary>Creates the options for 3x32x32.</summary>
    public VggOptions() => (Channels, Size) = (3, 32);

    /// <summary>Channels of each stage, at least 1; a stage ends by halving the image. Default 64, 128, 256, 512, 512.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [64, 128, 256, 512, 512];

    /// <summary>Convolutions of each stage, at least 1: 1, 1, 2, 2, 2 is VGG-11, then 13, 16 and 19. Default 2, 2, 3, 3, 3, VGG-16.</summary>
    public IReadOnlyList<int> Blocks { get; init; } = [2, 2, 3, 3, 3];

    /// <summary>Whether each convolution is followed by BatchNorm. Default yes.</summary>
    public bool BatchNorm { get; init; } = true;

    /// <summary>Features of the hidden layers before the classifier, each at least 1. Default none, as for CIFAR; the paper's are 4096, 4096.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [];

    /// <summary>The share of hidden features that training drops, 0 to below 1. Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <inheritdoc/>
    protected override int SmallestSize => 1 << Widths.Count;

    /// <summary>The network of the paper: 3x224x224, 1000 classes, two hidden layers of 4096.</summary>
    /// <param name="depth">Layers with weights: 11, 13, 16 or 19.</param>
    /// <param name="batchNorm">Whether each convolution is followed by BatchNorm.</param>
    public static VggOptions ImageNet(int depth, bool batchNorm = false) =>
        Cifar(depth) with { Size = 224, Classes = 1000, BatchNorm = batchNorm, Hidden = [4096, 4096] };

    /// <summary>The form for 3x32x32 and 10 classes: BatchNorm and a single linear layer.</summary>
    /// <param name="depth">11, 13, 16 or 19.</param>
    public static VggOptions Cifar(int depth) => new()
    {
        Blocks = depth switch
        {
            11 => [1, 1, 2, 2, 2],
            13 => [2, 2, 2, 2, 2],
            16 => [2, 2, 3, 3, 3],
            19 => [2, 2, 4, 4, 4],
            _ => throw new ArgumentOutOfRangeException(nameof(depth), depth, "The depth has to be 11, 13, 16 or 19."),
        },
    };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => Vgg.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Widths.Count > 0 && Widths.Count == Blocks.Count, $"Widths and Blocks need one number a stage, but have {Widths.Count} and {Blocks.Count}."),
        (Widths.All(width => width >= 1) && Blocks.All(count => count >= 1) && Hidden.All(width => width >= 1), "Widths, Blocks and Hidden have to be at least 1."),
        (Dropout is >= 0 and < 1, $"Dropout has to be from 0 to below 1, but is {Dropout}."),
    ];
}
