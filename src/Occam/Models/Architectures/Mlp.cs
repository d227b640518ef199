using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Models.Architectures;

/// <summary>
/// A multi-layer perceptron for tables and other tensors: fully connected hidden layers with ReLU, with BatchNorm between them, and a linear classifier. Examples of
/// more than one axis are flattened first.
/// </summary>
public static class Mlp
{
    /// <summary>Builds the network with fresh weights.</summary>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <returns>A graph with the input <c>x</c>, float32 [N, sizes...], and the output <c>logits</c>, float32 [N, classes]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The options are not sound; the message lists every problem.</exception>
    public static Graph Build(MlpOptions options, int seed = 0)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        using var builder = new GraphBuilder("mlp", seed);
        var x = builder.Input("x", [.. options.Inputs.Select(size => (long)size)]);
        x = options.Inputs.Count == 1 ? x : builder.Flatten(x, "flatten");
        foreach (var (i, width) in options.Hidden.Index())
        {
            var name = $"hidden{i + 1}";
            x = builder.Linear(x, name, width);
            x = builder.Relu(options.BatchNorm ? builder.BatchNorm(x, $"{name}.norm") : x, $"{name}.relu");
            x = options.Dropout > 0 ? builder.Dropout(x, $"{name}.dropout", options.Dropout) : x;
        }

        return builder.Build(("logits", builder.Linear(x, "classifier", options.Classes)));
    }
}
