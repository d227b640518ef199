using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// Wide residual networks (Zagoruyko and Komodakis 2016, table 1): three stages of blocks that normalise before each 3x3 convolution (He et al. 2016, "Identity
/// mappings"), k times wider than ResNet's for CIFAR. A block that changes width or size has a 1x1 shortcut from its first activation, as the authors' code has.
/// </summary>
public static class WideResNet
{
    private const int StemChannels = 16;
    private const int Stages = 3;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(WideResNetOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("wide_resnet", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        x = builder.Conv(x, "stem", StemChannels, 3);
        for (var stage = 0; stage < Stages; stage++)
        {
            for (var block = 0; block < (options.Depth - 4) / 6; block++)
            {
                var width = (StemChannels << stage) * options.Width;
                x = Block(builder, x, $"stage{stage + 1}.block{block}", width, stage > 0 && block == 0 ? 2 : 1, options.Dropout);
            }
        }

        x = Activated(builder, x, "head");
        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten");
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes)));
    }

    private static Value Block(GraphBuilder builder, Value x, string name, int width, int stride, double dropout)
    {
        var active = Activated(builder, x, $"{name}.in");
        var y = Activated(builder, builder.Conv(active, $"{name}.conv1", width, 3, stride), $"{name}.mid");
        y = dropout > 0 ? builder.Dropout(y, $"{name}.dropout", dropout) : y;
        y = builder.Conv(y, $"{name}.conv2", width, 3);
        var same = builder.ShapeOf(x)[1] == width && stride == 1;
        return builder.Add(y, same ? x : builder.Conv(active, $"{name}.shortcut", width, 1, stride), $"{name}.add");
    }

    private static Value Activated(GraphBuilder builder, Value x, string name) => builder.Relu(builder.BatchNorm(x, $"{name}.norm"), $"{name}.relu");
}
