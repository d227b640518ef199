using Occam.Graphs.Attributes;
using Occam.Graphs.Building;
using Occam.Graphs.Execution;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Shapes;

public sealed class ShapeInferenceTests
{
    [Fact]
    public void Run_continues_behind_an_unknown_operator_with_the_declared_shape()
    {
        using var graph = new Graph("unknown");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 4]));
        var odd = graph.AddNode("Mystery", [x], ["declared", "silent"], domain: "com.example");
        graph.SetType(odd.Outputs[0]!, new TensorType(ElementType.Float, ["N", 6]));
        var known = graph.AddNode("Relu", [odd.Outputs[0]], ["y"]).Outputs[0]!;
        var unknown = graph.AddNode("Relu", [odd.Outputs[1]], ["z"]).Outputs[0]!;

        var shapes = ShapeInference.Run(graph);

        Assert.Equal([1, 6], shapes.Dimensions(known)!);
        Assert.Null(shapes.Find(unknown));
        Assert.Equal(0, shapes.Count(unknown));
    }

    [Fact]
    public void Run_refuses_sizes_that_do_not_fit_into_memory()
    {
        using var graph = new Graph("huge");
        graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 1L << 40, 1L << 40]));

        var error = Assert.Throws<GraphException>(() => ShapeInference.Run(graph));

        Assert.Contains("Input 'x' of sizes [1,3,1099511627776,1099511627776] has 3.63E+24 elements", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_finds_the_shapes_that_the_network_computes()
    {
        using var scope = NewDisposeScope();
        using var builder = new GraphBuilder("shapes");
        var x = builder.BatchNorm(builder.Conv(builder.Input("image", 3, 17, 23), "conv", 6, 3, 2), "norm");
        var pooled = builder.Apply("MaxPool", "pool", [x], new("kernel_shape", new IntsAttribute([3, 2])), new("strides", new IntsAttribute([2, 2])), new("ceil_mode", new IntAttribute(1)));
        var soft = builder.Apply("Softmax", "soft", [builder.AveragePool(pooled, "average", 2, 1)]);
        var mean = builder.GlobalAveragePool(soft, "mean");
        var product = builder.Apply("MatMul", "product", [mean, builder.Constant("b", randn(5, 1, 1, 40))]);
        using var graph = builder.Build(("x", x), ("pooled", pooled), ("soft", soft), ("mean", mean), ("product", product));

        var shapes = ShapeInference.Run(graph, new Dictionary<string, long[]> { ["image"] = [5, 3, 17, 23] });
        using var executor = new GraphModule(graph.Clone());
        executor.eval();
        var computed = executor.Run([randn(5, 3, 17, 23)]);

        Assert.Equal(computed.Select(tensor => tensor.shape), graph.Outputs.Select(output => shapes.Dimensions(output)!));
    }
}
