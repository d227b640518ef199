using Occam.Graphs;

namespace Occam.Models.Architectures;

/// <summary>The shape of a <see cref="VisionTransformer"/>. The default is DeiT-tiny for 3x224x224 with 10 classes.</summary>
public sealed record VisionTransformerOptions : ArchitectureOptions
{
    /// <summary>Creates the options for 3x224x224.</summary>
    public VisionTransformerOptions() => (Channels, Size) = (3, 224);

    /// <summary>The side of a patch in pixels, at least 1; the image's side has to be a multiple. Default 16.</summary>
    public int Patch { get; init; } = 16;

    /// <summary>Numbers a token, a multiple of the heads. Default 192.</summary>
    public int Width { get; init; } = 192;

    /// <summary>Layers, at least 1. Default 12.</summary>
    public int Depth { get; init; } = 12;

    /// <summary>Attention heads, at least 1. Default 3.</summary>
    public int Heads { get; init; } = 3;

    /// <summary>Hidden features of a layer, at least 1. Default 768, four times the width.</summary>
    public int Hidden { get; init; } = 768;

    /// <summary>
    /// Whether there is a distillation token with a classifier of its own beside the class token (DeiT, section 4): the logits are the mean of both classifiers,
    /// which stay in the graph under the names <c>head.class</c> and <c>head.distillation</c>. Default no.
    /// </summary>
    public bool Distilled { get; init; }

    /// <summary>The share that training drops behind the position embedding, attention and hidden layers, 0 to below 1. Default 0.</summary>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    protected override int SmallestSize => Patch;

    /// <summary>The networks of DeiT's table 1 (base is also ViT-B/16): 3x224x224, 1000 classes, patches of 16, 12 layers.</summary>
    /// <param name="width">192 is tiny, 384 small, 768 base; heads are 64 wide.</param>
    /// <param name="distilled">Whether there is a distillation token.</param>
    public static VisionTransformerOptions ImageNet(int width, bool distilled = false) =>
        new() { Classes = 1000, Width = width, Heads = width / 64, Hidden = 4 * width, Distilled = distilled };

    /// <inheritdoc/>
    public override Graph Build(int seed = 0) => VisionTransformer.Build(this, seed);

    /// <inheritdoc/>
    protected override IEnumerable<(bool Sound, string Problem)> OwnChecks() =>
    [
        (Patch >= 1 && Size % Math.Max(1, Patch) == 0, $"Size has to be a multiple of Patch, but they are {Size} and {Patch}."),
        (Heads >= 1 && Width >= 1 && Width % Math.Max(1, Heads) == 0, $"Width has to be a multiple of Heads, but they are {Width} and {Heads}."),
        (Depth >= 1 && Hidden >= 1, $"Depth and Hidden have to be at least 1, but are {Depth} and {Hidden}."),
        (Dropout is >= 0 and < 1, $"Dropout has to be from 0 to below 1, but is {Dropout}."),
    ];
}
