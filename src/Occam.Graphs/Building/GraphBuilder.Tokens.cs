using Occam.Graphs.Attributes;

namespace Occam.Graphs.Building;

/// <content>Layers over the last axis, as transformers have them.</content>
public sealed partial class GraphBuilder
{
    /// <summary>Layer normalisation over the last axis, scale 1 and shift 0 at first (Ba et al. 2016).</summary>
    /// <param name="x">The input [..., C].</param>
    /// <param name="name">The node's name.</param>
    /// <param name="epsilon">Added to the variance. Default 1e-6, that of the vision transformers.</param>
    public Value LayerNorm(Value x, string name, float epsilon = 1e-6f)
    {
        var channels = Sizes(x)[^1];
        return Apply(
            "LayerNormalization",
            name,
            [x, Fill($"{name}.weight", channels, one: true), Fill($"{name}.bias", channels, one: false)],
            new("axis", new IntAttribute(-1)),
            new("epsilon", new FloatAttribute(epsilon)));
    }

    /// <summary>A fully connected layer over the last axis: a MatMul with a weight [C, features] and an Add of a bias (zeros). Weights are drawn from N(0, deviation).</summary>
    /// <param name="x">The input [..., C], of any rank.</param>
    /// <param name="name">The name of the last node; the product is <c>NAME.product</c>.</param>
    /// <param name="features">Output features, at least 1.</param>
    /// <param name="deviation">The standard deviation of the weights. Default 0.02.</param>
    public Value Project(Value x, string name, long features, double deviation = 0.02)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        var product = Apply("MatMul", $"{name}.product", [x, Draw($"{name}.weight", deviation, [Sizes(x)[^1], features])]);
        return Add(product, Fill($"{name}.bias", features, one: false), name);
    }

    /// <summary>A trained constant drawn from N(0, deviation), for example a class token or a position embedding.</summary>
    /// <param name="name">The constant's name.</param>
    /// <param name="deviation">The standard deviation, at least 0.</param>
    /// <param name="shape">The sizes.</param>
    public Value Drawn(string name, double deviation, params long[] shape) => Draw(name, deviation, shape);

    /// <summary>Repeats a value once for each example of a batch: [1, ...] to [N, ...].</summary>
    /// <param name="x">What is repeated; its first axis has size 1.</param>
    /// <param name="batch">A value that has the batch on its first axis.</param>
    /// <param name="name">The node's name.</param>
    public Value Repeat(Value x, Value batch, string name)
    {
        var sizes = Sizes(x);
        if (sizes[0] != 1)
        {
            throw new GraphException($"Repeat '{name}': wants a first axis of size 1, but '{x.Name}' is [{string.Join(", ", sizes)}].");
        }

        var count = Graph.AddNode("Shape", [batch], [$"{name}.count"], [new("start", new IntAttribute(0)), new("end", new IntAttribute(1))], $"{name}.count").Outputs[0]!;
        var others = Whole($"{name}.others", [.. sizes.Skip(1).Select(_ => 1L)]);
        var shape = Graph.AddNode("Concat", [count, others], [$"{name}.shape"], [new("axis", new IntAttribute(0))], $"{name}.shape").Outputs[0]!;
        var result = Graph.AddNode("Expand", [x, shape], [name], [], name).Outputs[0]!;
        _shapes[result] = sizes; // of a batch of one
        return result;
    }
}
