using System.Globalization;
using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>
/// The search space of ProxylessNAS on GPUs (Cai et al. 2019, "ProxylessNAS", section 4.2), as SPOS uses it: a MobileNetV2 whose every inverted residual has a window of 3, 5 or
/// 7 and an expansion of 3 or 6, or is left out where its shape permits.
/// </summary>
public static class ProxylessMobileNet
{
    /// <summary>The candidate that leaves a block out.</summary>
    public const string Skip = "skip";

    private static readonly (int Kernel, int Expansion)[] Blocks = [(3, 3), (5, 3), (7, 3), (3, 6), (5, 6), (7, 6)];

    /// <summary>Builds the supernet with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with a choice for each block behind the first, the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(ProxylessMobileNetOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("proxyless_mobilenet", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        x = Convolution(builder, x, "stem", options.StemChannels, 3, options.StemStride);
        x = Block(builder, x, "first", 3, 1, options.FirstChannels, 1);
        foreach (var (stage, row) in options.Settings.Index())
        {
            for (var block = 0; block < row.Blocks; block++)
            {
                x = Chosen(builder, x, $"stage{stage + 1}.block{block}", row.Channels, block == 0 ? row.Stride : 1);
            }
        }

        x = Convolution(builder, x, "head", options.HeadChannels, 1, 1);
        x = builder.Mean(x, "pool", [2, 3], keep: false);
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes)));
    }

    private static Value Chosen(GraphBuilder builder, Value x, string name, int width, int stride)
    {
        var candidates = Blocks.Select(block =>
        {
            var candidate = string.Create(CultureInfo.InvariantCulture, $"mb_k{block.Kernel}_e{block.Expansion}");
            return (candidate, Block(builder, x, $"{name}.{candidate}", block.Kernel, block.Expansion, width, stride));
        }).ToList();
        if (stride == 1 && builder.ShapeOf(x)[1] == width)
        {
            candidates.Insert(0, (Skip, x));
        }

        return builder.Choose(name, candidates, selected: candidates.Count - Blocks.Length);
    }

    private static Value Block(GraphBuilder builder, Value x, string name, int kernel, int expansion, int width, int stride)
    {
        var inputs = builder.ShapeOf(x)[1];
        var inner = inputs * expansion;
        var y = expansion == 1 ? x : Convolution(builder, x, $"{name}.expand", inner, 1, 1);
        y = Convolution(builder, y, $"{name}.depthwise", inner, kernel, stride, inner);
        y = builder.BatchNorm(builder.Conv(y, $"{name}.project", width, 1), $"{name}.project.norm");
        return stride == 1 && inputs == width ? builder.Add(x, y, $"{name}.add") : y;
    }

    private static Value Convolution(GraphBuilder builder, Value x, string name, long width, int kernel, int stride, long groups = 1) =>
        builder.Relu6(builder.BatchNorm(builder.Conv(x, name, width, kernel, stride, groups: groups), $"{name}.norm"), $"{name}.relu6");
}
