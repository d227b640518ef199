using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// VGG (Simonyan and Zisserman 2014, "Very deep convolutional networks", table 1): stages of 3x3 convolutions, each halving the image at its end, then fully
/// connected layers. Layers, order and drawn weights are those of torchvision; where the size is not 224 the first fully connected layer takes what is left of
/// the image, and torchvision's pooling to 7x7 is not there.
/// </summary>
public static class Vgg
{
    private const double LinearDeviation = 0.01;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(VggOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("vgg", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        foreach (var (stage, width) in options.Widths.Index())
        {
            for (var block = 0; block < options.Blocks[stage]; block++)
            {
                var name = $"stage{stage + 1}.conv{block + 1}";
                x = builder.Conv(x, name, width, 3, bias: true);
                x = builder.Relu(options.BatchNorm ? builder.BatchNorm(x, $"{name}.norm") : x, $"{name}.relu");
            }

            x = builder.MaxPool(x, $"stage{stage + 1}.pool", 2, 2);
        }

        x = builder.Flatten(x, "flatten");
        foreach (var (i, width) in options.Hidden.Index())
        {
            x = builder.Relu(builder.Linear(x, $"hidden{i + 1}", width, deviation: LinearDeviation), $"hidden{i + 1}.relu");
            x = options.Dropout > 0 ? builder.Dropout(x, $"hidden{i + 1}.dropout", options.Dropout) : x;
        }

        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes, deviation: LinearDeviation)));
    }
}
