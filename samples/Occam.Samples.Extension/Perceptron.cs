using Occam.Core.Registry;
using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Building;

namespace Occam.Samples.Extension;

/// <summary>A stranger's network: one hidden layer on 8x8 grey images, two classes.</summary>
public static class Perceptron
{
    /// <summary>Builds it with fresh weights.</summary>
    public static Graph Build(PerceptronOptions options, ArchitectureContext context)
    {
        using var builder = new GraphBuilder("perceptron", context.Seed, operators: context.Operators);
        var x = builder.Flatten(builder.Input("image", 1, 8, 8), "flatten");
        x = builder.Linear(x, "hidden", options.Hidden);
        x = options.Threshold > 0 ? builder.Apply("Shrink", "shrink", [x], KeyValuePair.Create<string, AttributeValue>("lambd", new FloatAttribute((float)options.Threshold))) : x;
        x = builder.Relu(x, "relu");
        return builder.Build(("logits", builder.Linear(x, "classifier", 2)));
    }
}
