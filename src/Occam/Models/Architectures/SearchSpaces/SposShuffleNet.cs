using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>
/// The search space of Guo et al. 2020 ("Single path one-shot neural architecture search", table 1): a ShuffleNetV2 whose every block is one of four, with a depthwise
/// window of 3, 5 or 7, or Xception-like with three depthwise convolutions. Half of the channels (every second one) pass a block of stride 1 unchanged.
/// </summary>
public static class SposShuffleNet
{
    /// <summary>The candidates, from the cheapest to the dearest.</summary>
    public static IReadOnlyList<string> Candidates { get; } = ["shuffle_3", "shuffle_5", "shuffle_7", "xception"];

    /// <summary>Builds the supernet with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with a choice for each block, the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(SposShuffleNetOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("spos_shufflenet", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        x = Rectified(builder, x, "stem", options.StemChannels, 3, options.StemStride);
        foreach (var (stage, width) in options.Widths.Index())
        {
            for (var block = 0; block < options.Blocks[stage]; block++)
            {
                var name = $"stage{stage + 1}.block{block}";
                x = block == 0 ? Halving(builder, x, name, width) : Keeping(builder, x, name, width);
            }
        }

        x = Rectified(builder, x, "head", options.HeadChannels, 1, 1);
        x = builder.Mean(x, "pool", [2, 3], keep: false);
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes, bias: false)));
    }

    // Stride 2: the shortcut is convolved too, so that each candidate has one of its own.
    private static Value Halving(GraphBuilder builder, Value x, string name, int width)
    {
        var channels = builder.ShapeOf(x)[1];
        return builder.Choose(name, [.. Candidates.Select(candidate =>
        {
            var own = $"{name}.{candidate}";
            var shortcut = Depthwise(builder, x, $"{own}.shortcut.depthwise", Window(candidate), 2);
            shortcut = Rectified(builder, shortcut, $"{own}.shortcut.conv", channels, 1, 1);
            var main = Branch(builder, x, own, candidate, width / 2, width - channels, 2);
            return (candidate, builder.Concat($"{own}.concat", 1, shortcut, main));
        })]);
    }

    private static Value Keeping(GraphBuilder builder, Value x, string name, int width)
    {
        var (height, breadth) = (builder.ShapeOf(x)[2], builder.ShapeOf(x)[3]);
        var pairs = builder.Reshape(x, $"{name}.pairs", 0, width / 2, 2, height, breadth);
        var parted = builder.Reshape(builder.Transpose(pairs, $"{name}.turned", 0, 2, 1, 3, 4), $"{name}.parted", 0, width, height, breadth);
        var kept = builder.Slice(parted, $"{name}.kept", [1], [0], [width / 2]);
        var changed = builder.Slice(parted, $"{name}.changed", [1], [width / 2], [width]);
        var chosen = builder.Choose(name, [.. Candidates.Select(candidate => (candidate, Branch(builder, changed, $"{name}.{candidate}", candidate, width / 2, width / 2, 1)))]);
        return builder.Concat($"{name}.concat", 1, kept, chosen);
    }

    private static Value Branch(GraphBuilder builder, Value x, string name, string candidate, long inner, long outer, int stride)
    {
        if (candidate != "xception")
        {
            x = Rectified(builder, x, $"{name}.conv1", inner, 1, 1);
            x = Depthwise(builder, x, $"{name}.depthwise", Window(candidate), stride);
            return Rectified(builder, x, $"{name}.conv2", outer, 1, 1);
        }

        for (var i = 1; i <= 3; i++)
        {
            x = Depthwise(builder, x, $"{name}.depthwise{i}", 3, i == 1 ? stride : 1);
            x = Rectified(builder, x, $"{name}.conv{i}", i == 3 ? outer : inner, 1, 1);
        }

        return x;
    }

    private static int Window(string candidate) => candidate switch { "shuffle_5" => 5, "shuffle_7" => 7, _ => 3 };

    private static Value Depthwise(GraphBuilder builder, Value x, string name, int kernel, int stride) =>
        Normalised(builder, x, name, builder.ShapeOf(x)[1], kernel, stride, builder.ShapeOf(x)[1]);

    private static Value Rectified(GraphBuilder builder, Value x, string name, long width, int kernel, int stride) =>
        builder.Relu(Normalised(builder, x, name, width, kernel, stride), $"{name}.relu");

    private static Value Normalised(GraphBuilder builder, Value x, string name, long width, int kernel, int stride, long groups = 1) =>
        builder.BatchNorm(builder.Conv(x, name, width, kernel, stride, groups: groups), $"{name}.norm");
}
