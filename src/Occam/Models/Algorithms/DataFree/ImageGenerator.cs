using Occam.Datasets;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Building;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms.DataFree;

/// <summary>
/// Makes images from noise, normalised as a network is fed: a fully connected layer to a quarter of the size, twice doubled in size with a 3x3 convolution, BatchNorm and LeakyRelu
/// of slope 0.2, a 3x3 convolution to the image's channels, tanh, and a BatchNorm without trained scale and shift, so that each channel has mean 0 and deviation 1.
/// </summary>
/// <remarks>The generator of Chen et al. (DAFL), ICCV 2019.</remarks>
public static class ImageGenerator
{
    /// <summary>The BatchNorm behind the image, whose scale and shift are not trained.</summary>
    internal const string LastNorm = "image.norm";

    private const int Doublings = 2;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="input">The images to make.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph from <c>noise</c> [N, latent] to <c>images</c>, of the shape that the network is fed with; the caller disposes it.</returns>
    public static Graph Build(ImageGeneratorOptions options, InputSpec input, int seed = 0)
    {
        using var builder = new GraphBuilder("generator", seed);
        var size = input.Size;
        var (height, width) = ((size.Height + 3) / 4, (size.Width + 3) / 4);
        var x = builder.Linear(builder.Input("noise", options.Latent), "start", (long)options.Width * height * width);
        x = builder.BatchNorm(builder.Reshape(x, "start.map", -1, options.Width, height, width), "start.norm");
        for (var i = 1; i <= Doublings; i++)
        {
            x = builder.Conv(Doubled(builder, x, $"up{i}"), $"conv{i}", i == Doublings ? options.Width / 2 : options.Width, 3, bias: true);
            x = builder.Apply("LeakyRelu", $"relu{i}", [builder.BatchNorm(x, $"norm{i}")], new KeyValuePair<string, AttributeValue>("alpha", new FloatAttribute(0.2f)));
        }

        x = builder.Apply("Tanh", "image.tanh", [builder.Conv(x, "image", size.Channels, 3, bias: true)]);
        x = height * 4 == size.Height && width * 4 == size.Width ? x : builder.Slice(x, "image.cut", [2, 3], [0, 0], [size.Height, size.Width]);
        x = builder.BatchNorm(x, LastNorm);
        return builder.Build(("images", input.Layout == InputLayout.ChannelsLast ? builder.Transpose(x, "image.last", 0, 2, 3, 1) : x));
    }

    private static Value Doubled(GraphBuilder builder, Value x, string name)
    {
        using var scope = NewDisposeScope();
        return builder.Apply(
            "Resize",
            name,
            [x, null, builder.Constant($"{name}.scales", tensor(new[] { 1f, 1f, 2f, 2f }))],
            new("mode", new StringAttribute("nearest"u8.ToArray())),
            new("coordinate_transformation_mode", new StringAttribute("asymmetric"u8.ToArray())),
            new("nearest_mode", new StringAttribute("floor"u8.ToArray())));
    }
}
