using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Building;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Distillation.Dense;

/// <summary>A U-Net (Ronneberger et al. 2015) of three levels for 28x28 grey images, with BatchNorm and nearest upsampling; its output is a map of logits [N, classes, 28, 28].</summary>
internal static class UNet
{
    private const int Size = 28;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="width">Channels of the first level; each further one has twice as many.</param>
    /// <param name="classes">Classes of a pixel.</param>
    /// <param name="seed">The seed of the weights.</param>
    public static Graph Build(int width, int classes, int seed)
    {
        using var builder = new GraphBuilder("unet", seed);
        var first = Block(builder, builder.Input("image", 1, Size, Size), "down1", width);
        var second = Block(builder, builder.MaxPool(first, "pool1", 2, 2), "down2", width * 2);
        var x = Block(builder, builder.MaxPool(second, "pool2", 2, 2), "bottom", width * 4);
        x = Block(builder, builder.Concat("join2", 1, Doubled(builder, x, "grow2"), second), "up2", width * 2);
        x = Block(builder, builder.Concat("join1", 1, Doubled(builder, x, "grow1"), first), "up1", width);
        return builder.Build(("logits", builder.Conv(x, "classifier", classes, 1, bias: true)));
    }

    private static Value Block(GraphBuilder builder, Value x, string name, int width)
    {
        for (var i = 1; i <= 2; i++)
        {
            x = builder.Relu(builder.BatchNorm(builder.Conv(x, $"{name}.conv{i}", width, 3), $"{name}.norm{i}"), $"{name}.relu{i}");
        }

        return x;
    }

    private static Value Doubled(GraphBuilder builder, Value x, string name) => builder.Apply(
        "Resize",
        name,
        [x, null, builder.Constant($"{name}.scales", tensor(new[] { 1f, 1f, 2f, 2f }))],
        new("mode", new StringAttribute("nearest"u8.ToArray())),
        new("coordinate_transformation_mode", new StringAttribute("asymmetric"u8.ToArray())),
        new("nearest_mode", new StringAttribute("floor"u8.ToArray())));
}
