using Occam.Graphs;
using Occam.Graphs.Attributes;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Quantizers;

/// <summary>Small networks with seeded random weights.</summary>
internal static class SmallNetworks
{
    /// <summary>[N, 3, H, W] to [N, 5]: convolution, residual block with a projection, pooling, classifier.</summary>
    public static Graph Residual(long opset = 17)
    {
        var graph = new Graph("residual", [new(string.Empty, opset)]);
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 8, 8]));
        var stem = Relu(graph, Conv(graph, x, 3, 8, "stem"), "stem_relu");
        var body = Conv(graph, Relu(graph, Conv(graph, stem, 8, 8, "body1"), "body_relu"), 8, 16, "body2");
        var sum = graph.AddNode("Add", [body, Conv(graph, stem, 8, 16, "project", 1)], ["sum"], name: "sum").Outputs[0]!;
        var pooled = graph.AddNode("GlobalAveragePool", [Relu(graph, sum, "sum_relu")], ["pooled"], name: "pool").Outputs[0]!;
        var flat = graph.AddNode("Flatten", [pooled], ["flat"], name: "flatten").Outputs[0]!;
        graph.AddOutput(graph.AddNode("Gemm", [flat, Random(graph, "fc.w", [5, 16]), Random(graph, "fc.b", [5])], ["y"], [new("transB", new IntAttribute(1))], "fc").Outputs[0]!);
        return graph;
    }

    /// <summary>[N, 4, H, W]: a network of one convolution.</summary>
    public static Graph Single(float[] weight, float[] bias)
    {
        var graph = new Graph("single");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", weight.Length / bias.Length, "H", "W"]));
        Value[] inputs =
        [
            x,
            graph.AddConstant("w", new Constant(from_array(weight).reshape(bias.Length, -1, 1, 1))),
            graph.AddConstant("b", new Constant(from_array(bias))),
        ];
        graph.AddOutput(graph.AddNode("Conv", inputs, ["y"], name: "conv").Outputs[0]!);
        return graph;
    }

    public static Value Conv(Graph graph, Value x, long from, long to, string name, long kernel = 3, long groups = 1)
    {
        Value[] inputs = [x, Random(graph, $"{name}.w", [to, from / groups, kernel, kernel]), Random(graph, $"{name}.b", [to])];
        var pads = Enumerable.Repeat(kernel / 2, 4).ToArray();
        return graph.AddNode("Conv", inputs, [$"{name}_out"], [new("pads", new IntsAttribute(pads)), new("group", new IntAttribute(groups))], name).Outputs[0]!;
    }

    public static Value Relu(Graph graph, Value x, string name) => graph.AddNode("Relu", [x], [$"{name}_out"], name: name).Outputs[0]!;

    /// <summary>Calibration batches of normal noise.</summary>
    public static IEnumerable<Tensor[]> Batches(long[] shape, int count = 4)
    {
        for (var i = 0; i < count; i++)
        {
            using var generator = new Generator((ulong)(100 + i));
            yield return [randn(shape, generator: generator)];
        }
    }

    private static Value Random(Graph graph, string name, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(name.Sum(letter => letter) + shape.Sum()));
        var fan = shape.Length > 1 ? shape[1..].Aggregate(1L, (product, size) => product * size) : 16;
        return graph.AddConstant(name, new Constant(randn(shape, generator: generator).mul(1 / Math.Sqrt(fan))));
    }
}
