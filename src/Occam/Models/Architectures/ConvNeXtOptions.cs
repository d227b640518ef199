using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="ConvNeXt"/>. The default is ConvNeXt-T for 3x224x224 with 10 classes.</summary>
public sealed record ConvNeXtOptions : ArchitectureOptions
{
    /// <summary>Creates the options for 3x224x224.</summary>
    public ConvNeXtOptions() => (Channels, Size) = (3, 224);

    /// <summary>Channels of each stage, at least 1. Default 96, 192, 384, 768.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [96, 192, 384, 768];

    /// <summary>Blocks of each stage, at least 1. Default 3, 3, 9, 3.</summary>
    public IReadOnlyList<int> Blocks { get; init; } = [3, 3, 9, 3];

    /// <summary>The side of the patches that the first convolution takes, at least 1. Default 4; 1 or 2 for images of about 32 pixels.</summary>
    public int Patch { get; init; } = 4;

    /// <summary>What a block's share of the sum is scaled with at first, over 0. Default 1e-6.</summary>
    public double LayerScale { get; init; } = 1e-6;

    /// <inheritdoc/>
    protected override int SmallestSize => Patch << (Widths.Count - 1);

    /// <summary>The network of the paper, 3x224x224, 1000 classes.</summary>
    /// <param name="width">Channels of the first stage; each further one doubles them: 96 is tiny and small, 128 base, 192 large.</param>
    /// <param name="blocks">Blocks of the third stage: 9 is tiny, 27 all others.</param>
    public static ConvNeXtOptions ImageNet(int width, int blocks) => new()
    {
        Classes = 1000,
        Widths = [width, 2 * width, 4 * width, 8 * width],
        Blocks = [3, 3, blocks, 3],
    };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => ConvNeXt.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Widths.Count > 0 && Widths.Count == Blocks.Count, $"Widths and Blocks need one number a stage, but have {Widths.Count} and {Blocks.Count}."),
        (Widths.All(width => width >= 1) && Blocks.All(count => count >= 1), "Widths and Blocks have to be at least 1."),
        (Patch >= 1, $"Patch has to be at least 1, but is {Patch}."),
        (LayerScale > 0 && double.IsFinite(LayerScale), $"LayerScale has to be over 0, but is {LayerScale}."),
    ];
}
