using Occam.Graphs;
using Occam.Graphs.Building;

namespace Occam.Samples.Extension;

/// <summary>A stranger's network: one hidden layer on 8x8 grey images, two classes.</summary>
public static class Perceptron
{
    /// <summary>Builds it with fresh weights.</summary>
    public static Graph Build(PerceptronOptions options, int seed)
    {
        using var builder = new GraphBuilder("perceptron", seed);
        var x = builder.Flatten(builder.Input("image", 1, 8, 8), "flatten");
        x = builder.Relu(builder.Linear(x, "hidden", options.Hidden), "relu");
        return builder.Build(("logits", builder.Linear(x, "classifier", 2)));
    }
}
