using Occam.Graphs;
using Occam.Graphs.Building;
using static TorchSharp.torch;

namespace Occam.Models.Architectures;

/// <summary>
/// ConvNeXt (Liu et al. 2022, "A ConvNet for the 2020s", figure 4): depthwise 7x7 convolution, LayerNorm over channels, a hidden layer four times as wide with
/// GELU, scaled and added. Layers and order are those of torchvision; stochastic depth, which acts in training alone, is not there.
/// </summary>
public static class ConvNeXt
{
    private const int Kernel = 7;
    private const int Expansion = 4;
    private const double Deviation = 0.02;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(ConvNeXtOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("convnext", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        x = builder.Conv(x, "stem", options.Widths[0], options.Patch, options.Patch, padding: 0, bias: true, deviation: Deviation);
        x = Normalised(builder, x, "stem.norm");
        foreach (var (stage, width) in options.Widths.Index())
        {
            x = stage == 0 ? x : builder.Conv(Normalised(builder, x, $"stage{stage + 1}.norm"), $"stage{stage + 1}.reduce", width, 2, 2, padding: 0, bias: true, deviation: Deviation);
            for (var block = 0; block < options.Blocks[stage]; block++)
            {
                x = Block(builder, x, $"stage{stage + 1}.block{block}", width, options.LayerScale);
            }
        }

        x = builder.LayerNorm(builder.Flatten(builder.GlobalAveragePool(x, "pool"), "flatten"), "head.norm");
        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes, deviation: Deviation)));
    }

    private static Value Block(GraphBuilder builder, Value x, string name, int width, double layerScale)
    {
        var y = builder.Conv(x, $"{name}.depthwise", width, Kernel, groups: width, bias: true, deviation: Deviation);
        y = builder.LayerNorm(builder.Transpose(y, $"{name}.channels_last", 0, 2, 3, 1), $"{name}.norm");
        y = builder.Gelu(builder.Project(y, $"{name}.hidden", Expansion * width, Deviation), $"{name}.gelu");
        y = builder.Project(y, $"{name}.project", width, Deviation);
        y = builder.Multiply(Scale(builder, $"{name}.scale", width, layerScale), builder.Transpose(y, $"{name}.channels_first", 0, 3, 1, 2), $"{name}.scaled");
        return builder.Add(y, x, $"{name}.add");
    }

    private static Value Scale(GraphBuilder builder, string name, int width, double value)
    {
        using var scope = NewDisposeScope();
        using TorchSharp.Scalar fill = value;
        return builder.Constant(name, full([width, 1, 1], fill, ScalarType.Float32));
    }

    private static Value Normalised(GraphBuilder builder, Value x, string name) =>
        builder.Transpose(builder.LayerNorm(builder.Transpose(x, $"{name}.channels_last", 0, 2, 3, 1), name), $"{name}.channels_first", 0, 3, 1, 2);
}
