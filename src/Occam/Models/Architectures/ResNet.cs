using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// A residual network of basic blocks for small images (He et al. 2015, "Deep residual learning for image recognition", section 4.2): a
/// 3x3 stem at full size, stages of two-convolution blocks, a projection where size or width changes, global average pooling, one
/// fully connected layer. BatchNorm stays a node of its own, so that the network trains, prunes and folds like any imported one.
/// </summary>
public static class ResNet
{
    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(ResNetOptions options, int seed = 0)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        using var builder = new GraphBuilder("resnet", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        x = builder.Relu(Normalised(builder, x, "stem", options.Widths[0], 3, 1), "stem.relu");
        for (var stage = 0; stage < options.Widths.Count; stage++)
        {
            for (var block = 0; block < options.Blocks[stage]; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                x = Block(builder, x, $"stage{stage + 1}.block{block}", options.Widths[stage], stride);
            }
        }

        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten");
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes)));
    }

    private static Value Block(GraphBuilder builder, Value x, string name, int width, int stride)
    {
        var y = builder.Relu(Normalised(builder, x, $"{name}.conv1", width, 3, stride), $"{name}.relu1");
        y = Normalised(builder, y, $"{name}.conv2", width, 3, 1);
        var shortcut = stride == 1 && builder.ShapeOf(x)[1] == width ? x : Normalised(builder, x, $"{name}.shortcut", width, 1, stride);
        return builder.Relu(builder.Add(y, shortcut, $"{name}.add"), $"{name}.relu2");
    }

    private static Value Normalised(GraphBuilder builder, Value x, string name, int width, int kernel, int stride) =>
        builder.BatchNorm(builder.Conv(x, name, width, kernel, stride), $"{name}.norm");
}
