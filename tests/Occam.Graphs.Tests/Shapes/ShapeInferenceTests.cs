using Occam.Graphs.Shapes;

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
}
