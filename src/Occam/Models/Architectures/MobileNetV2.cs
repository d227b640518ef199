using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018, "Inverted residuals and linear bottlenecks", table 2): blocks of a 1x1 convolution that widens, a depthwise 3x3 and a
/// linear 1x1 that narrows, added to their input where its shape is kept. Layers, order and drawn weights are those of torchvision.
/// </summary>
public static class MobileNetV2
{
    private const double ClassifierDeviation = 0.01;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(MobileNetV2Options options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("mobilenet_v2", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        x = Convolution(builder, x, "stem", Width(options, options.StemChannels), 3, options.StemStride);
        foreach (var (stage, row) in options.Settings.Index())
        {
            for (var block = 0; block < row.Blocks; block++)
            {
                x = Block(builder, x, $"stage{stage + 1}.block{block}", row.Expansion, Width(options, row.Channels), block == 0 ? row.Stride : 1);
            }
        }

        var head = RoundedWidth.Of(options.HeadChannels * Math.Max(1, options.WidthMultiplier), options.Divisor);
        x = Convolution(builder, x, "head", head, 1, 1);
        x = builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten");
        x = options.Dropout > 0 ? builder.Dropout(x, "dropout", options.Dropout) : x;
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes, deviation: ClassifierDeviation)));
    }

    private static int Width(MobileNetV2Options options, int channels) => RoundedWidth.Of(channels * options.WidthMultiplier, options.Divisor);

    private static Value Block(GraphBuilder builder, Value x, string name, int expansion, int width, int stride)
    {
        var inputs = builder.ShapeOf(x)[1];
        var inner = inputs * expansion;
        var y = expansion == 1 ? x : Convolution(builder, x, $"{name}.expand", inner, 1, 1);
        y = Convolution(builder, y, $"{name}.depthwise", inner, 3, stride, inner);
        y = Normalised(builder, y, $"{name}.project", width, 1, 1);
        return stride == 1 && inputs == width ? builder.Add(x, y, $"{name}.add") : y;
    }

    private static Value Convolution(GraphBuilder builder, Value x, string name, long width, int kernel, int stride, long groups = 1) =>
        builder.Relu6(Normalised(builder, x, name, width, kernel, stride, groups), $"{name}.relu6");

    private static Value Normalised(GraphBuilder builder, Value x, string name, long width, int kernel, int stride, long groups = 1) =>
        builder.BatchNorm(builder.Conv(x, name, width, kernel, stride, groups: groups, deviation: Math.Sqrt(2.0 / (width * kernel * kernel))), $"{name}.norm");
}
