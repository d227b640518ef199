using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// ShuffleNetV2 (Ma et al. 2018, "Practical guidelines for efficient CNN architecture design", figure 3): half of the channels pass a block unchanged, the other
/// half goes through 1x1, depthwise 3x3 and 1x1 convolutions, then channels are shuffled in two groups. Layers and order are those of torchvision.
/// </summary>
public static class ShuffleNetV2
{
    private const int Groups = 2;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(ShuffleNetV2Options options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("shufflenet_v2", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        x = Rectified(builder, x, "stem", options.StemChannels, 3, options.StemStride);
        x = options.StemStride == 1 ? x : builder.MaxPool(x, "stem.pool", 3, 2, 1);
        foreach (var (stage, width) in options.Widths.Index())
        {
            for (var block = 0; block < options.Blocks[stage]; block++)
            {
                x = Block(builder, x, $"stage{stage + 2}.block{block}", width / 2, halves: block == 0);
            }
        }

        x = Rectified(builder, x, "head", options.HeadChannels, 1, 1);
        x = builder.Mean(x, "pool", [2, 3], keep: false);
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes)));
    }

    private static Value Block(GraphBuilder builder, Value x, string name, int width, bool halves)
    {
        var kept = halves ? Halved(builder, x, name, width) : builder.Slice(x, $"{name}.kept", [1], [0], [width]);
        var changed = halves ? x : builder.Slice(x, $"{name}.changed", [1], [width], [2L * width]);
        changed = Rectified(builder, changed, $"{name}.conv1", width, 1, 1);
        changed = Normalised(builder, changed, $"{name}.depthwise", width, 3, halves ? 2 : 1, width);
        changed = Rectified(builder, changed, $"{name}.conv2", width, 1, 1);
        return Shuffled(builder, builder.Concat($"{name}.concat", 1, kept, changed), name);
    }

    private static Value Halved(GraphBuilder builder, Value x, string name, int width)
    {
        var channels = builder.ShapeOf(x)[1];
        var y = Normalised(builder, x, $"{name}.shortcut.depthwise", channels, 3, 2, channels);
        return Rectified(builder, y, $"{name}.shortcut.conv", width, 1, 1);
    }

    private static Value Shuffled(GraphBuilder builder, Value x, string name)
    {
        var (channels, height, width) = (builder.ShapeOf(x)[1], builder.ShapeOf(x)[2], builder.ShapeOf(x)[3]);
        var groups = builder.Reshape(x, $"{name}.groups", 0, Groups, channels / Groups, height, width);
        return builder.Reshape(builder.Transpose(groups, $"{name}.turned", 0, 2, 1, 3, 4), $"{name}.shuffled", 0, channels, height, width);
    }

    private static Value Rectified(GraphBuilder builder, Value x, string name, long width, int kernel, int stride) =>
        builder.Relu(Normalised(builder, x, name, width, kernel, stride), $"{name}.relu");

    private static Value Normalised(GraphBuilder builder, Value x, string name, long width, int kernel, int stride, long groups = 1) =>
        builder.BatchNorm(builder.Conv(x, name, width, kernel, stride, groups: groups), $"{name}.norm");
}
