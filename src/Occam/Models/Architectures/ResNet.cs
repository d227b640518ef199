using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// Residual networks (He et al. 2015, "Deep residual learning for image recognition"; with groups: Xie et al. 2017, ResNeXt): a stem, stages of blocks,
/// a shortcut where size or width changes, global average pooling, one fully connected layer. Weights are drawn as torchvision's, and its networks have
/// the same layers in the same order. BatchNorm stays a node of its own, so that the network trains, prunes and folds like any imported one.
/// </summary>
public static class ResNet
{
    private const int Expansion = 4;
    private const int GroupWidthUnit = 64;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(ResNetOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("resnet", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        var large = options.Stem == ResNetStem.Large;
        x = builder.Relu(Normalised(builder, x, "stem", options.Widths[0], large ? 7 : 3, large ? 2 : 1), "stem.relu");
        x = large ? builder.MaxPool(x, "stem.pool", 3, 2, 1) : x;
        for (var stage = 0; stage < options.Widths.Count; stage++)
        {
            for (var block = 0; block < options.Blocks[stage]; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                x = Block(builder, x, $"stage{stage + 1}.block{block}", options, options.Widths[stage], stride);
            }
        }

        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten");
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes)));
    }

    private static Value Block(GraphBuilder builder, Value x, string name, ResNetOptions options, int width, int stride)
    {
        var bottleneck = options.Block == ResidualBlock.Bottleneck;
        var outputs = bottleneck ? width * Expansion : width;
        var y = bottleneck ? Bottleneck(builder, x, name, options, width, stride) : Basic(builder, x, name, width, stride);
        var shortcut = stride == 1 && builder.ShapeOf(x)[1] == outputs ? x
            : options.Shortcut == ResNetShortcut.Padding ? Padded(builder, x, $"{name}.shortcut", outputs, stride)
            : Normalised(builder, x, $"{name}.shortcut", outputs, 1, stride);
        return builder.Relu(builder.Add(y, shortcut, $"{name}.add"), $"{name}.relu{(bottleneck ? 3 : 2)}");
    }

    private static Value Basic(GraphBuilder builder, Value x, string name, int width, int stride)
    {
        var y = builder.Relu(Normalised(builder, x, $"{name}.conv1", width, 3, stride), $"{name}.relu1");
        return Normalised(builder, y, $"{name}.conv2", width, 3, 1);
    }

    private static Value Bottleneck(GraphBuilder builder, Value x, string name, ResNetOptions options, int width, int stride)
    {
        var inner = width * options.GroupWidth / GroupWidthUnit * options.Groups;
        var y = builder.Relu(Normalised(builder, x, $"{name}.conv1", inner, 1, 1), $"{name}.relu1");
        y = builder.Relu(Normalised(builder, y, $"{name}.conv2", inner, 3, stride, options.Groups), $"{name}.relu2");
        return Normalised(builder, y, $"{name}.conv3", width * Expansion, 1, 1);
    }

    private static Value Padded(GraphBuilder builder, Value x, string name, long channels, int stride)
    {
        var missing = channels - builder.ShapeOf(x)[1];
        var y = stride == 1 ? x : builder.Slice(x, $"{name}.slice", [2, 3], [0, 0], [long.MaxValue, long.MaxValue], [stride, stride]);
        return missing == 0 ? y : builder.Pad(y, $"{name}.pad", [0, missing / 2, 0, 0, 0, missing - (missing / 2), 0, 0]);
    }

    private static Value Normalised(GraphBuilder builder, Value x, string name, int width, int kernel, int stride, int groups = 1) =>
        builder.BatchNorm(builder.Conv(x, name, width, kernel, stride, groups: groups), $"{name}.norm");
}
