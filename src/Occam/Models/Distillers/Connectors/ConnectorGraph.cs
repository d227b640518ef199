using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Graphs.Building;

namespace Occam.Models.Distillers.Connectors;

/// <summary>Builds the small networks of connectors.</summary>
internal static class ConnectorGraph
{
    /// <summary>Builds a network with one output, <c>out</c>.</summary>
    public static Graph Build(ConnectorContext context, Func<GraphBuilder, Value, Value> layers) =>
        BuildMany(context, (builder, x) => [("out", layers(builder, x))]);

    /// <summary>Builds a network with several outputs.</summary>
    public static Graph BuildMany(ConnectorContext context, Func<GraphBuilder, Value, (string, Value)[]> layers)
    {
        using var builder = new GraphBuilder("connector", context.Seed);
        return builder.Build(layers(builder, builder.Input("in", [.. context.Shape.Skip(1)])));
    }

    /// <summary>A convolution with BatchNorm and LeakyRelu of slope 0.1, size kept.</summary>
    public static Value Leaky(GraphBuilder builder, Value x, string name, long channels) => builder.Apply(
        "LeakyRelu",
        $"{name}.relu",
        [builder.BatchNorm(builder.Conv(x, name, channels, 3), $"{name}.norm")],
        new KeyValuePair<string, AttributeValue>("alpha", new FloatAttribute(0.1f)));

    /// <summary>Rows scaled to length 1 along axis 1.</summary>
    public static Value Unit(GraphBuilder builder, Value x, string name) => builder.Apply(
        "LpNormalization",
        name,
        [x],
        new("axis", new IntAttribute(1)),
        new("p", new IntAttribute(2)));

    /// <summary>The map and its own relations: x + W(theta(x) phi(x)^T g(x)) over positions, as means; W is zero at first.</summary>
    /// <remarks>Wang et al., "Non-local neural networks", CVPR 2018, with the dot product and half the channels inside.</remarks>
    public static Value NonLocal(GraphBuilder builder, Value x, string name)
    {
        var shape = builder.ShapeOf(x);
        var (channels, positions) = (shape[1], shape[2] * shape[3]);
        var inner = Math.Max(1, channels / 2);
        Value Rows(string part) => builder.Reshape(builder.Conv(x, $"{name}.{part}", inner, 1, bias: true, deviation: 0.01), $"{name}.{part}.rows", 0, inner, positions);
        var (theta, phi, g) = (builder.Transpose(Rows("theta"), $"{name}.theta.columns", 0, 2, 1), Rows("phi"), builder.Transpose(Rows("g"), $"{name}.g.columns", 0, 2, 1));
        var pairs = builder.Multiply(builder.Apply("MatMul", $"{name}.pairs", [theta, phi]), builder.Number($"{name}.share", 1f / positions), $"{name}.weights");
        var mixed = builder.Transpose(builder.Apply("MatMul", $"{name}.mixed", [pairs, g]), $"{name}.mixed.rows", 0, 2, 1);
        var map = builder.Reshape(mixed, $"{name}.map", 0, inner, shape[2], shape[3]);
        return builder.Add(x, builder.Conv(map, $"{name}.out", channels, 1, bias: true, deviation: 0), $"{name}.sum");
    }
}
