using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// LeNet-5 (LeCun et al. 1998, "Gradient-based learning applied to document recognition"): two 5x5 convolutions with pooling, two hidden layers, a classifier.
/// The second convolution sees all channels and the classifier is linear, as everyone builds it since: 61,706 weights at 1x28x28.
/// </summary>
public static class LeNet
{
    private const int Kernel = 5;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>image</c>, float32 [N, C, H, W], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(LeNetOptions options, int seed = 0)
    {
        ArchitectureOptions.ThrowIfUnsound(options);
        using var builder = new GraphBuilder("lenet", seed);
        var x = builder.Input("image", options.Channels, options.Size, options.Size);
        foreach (var (i, width) in options.Widths.Index())
        {
            x = builder.Conv(x, $"conv{i + 1}", width, Kernel, padding: i == 0 ? options.Padding : 0, bias: true);
            x = Activation(builder, x, $"conv{i + 1}", options);
            x = options.Rectified ? builder.MaxPool(x, $"pool{i + 1}", 2, 2) : builder.AveragePool(x, $"pool{i + 1}", 2, 2);
        }

        x = builder.Flatten(x, "flatten");
        foreach (var (i, width) in options.Hidden.Index())
        {
            x = Activation(builder, builder.Linear(x, $"hidden{i + 1}", width), $"hidden{i + 1}", options);
        }

        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes)));
    }

    private static Value Activation(GraphBuilder builder, Value x, string name, LeNetOptions options) =>
        options.Rectified ? builder.Relu(x, $"{name}.relu") : builder.Apply("Tanh", $"{name}.tanh", [x]);
}
