using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using Occam.Graphs.Ops;
using Occam.Graphs.Passes;
using Occam.Graphs.Tests.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class FoldShapesPassTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Reshape_to_a_computed_shape_becomes_a_constant_with_the_batch_inferred()
    {
        using var graph = Flattening(["N", 3, 4, 5]);

        Assert.Equal(1, new FoldShapesPass().Apply(graph));

        GraphVerifier.Verify(graph);
        Assert.Equal("Reshape", Assert.Single(graph.Nodes).OpType);
        Assert.Equal([-1, 60], graph.Nodes[0].Input(1).Constant!.Tensor.ToLongs());
        TensorAssert.Close(arange(7 * 60).reshape(7, 60), new GraphExecutor(graph).Run([arange(7 * 60).reshape(7, 3, 4, 5)])[0], 0);
    }

    [Fact]
    public void Shape_that_follows_another_open_dimension_stays_computed()
    {
        using var graph = Flattening(["N", 3, "H", 5]);

        Assert.Equal(0, new FoldShapesPass().Apply(graph));

        Assert.Equal([2, 3 * 9 * 5], new GraphExecutor(graph).Run([zeros(2, 3, 9, 5)])[0].shape);
    }

    [Fact]
    public void Expand_over_the_batch_reads_it_from_the_input()
    {
        using var graph = new Graph("token");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 6, 4]));
        var token = graph.AddConstant("token", new Constant(randn(1, 1, 4)));
        var batch = Batch(graph, x);
        var target = graph.AddNode("Concat", [batch, graph.AddConstant("rest", new Constant(tensor(new[] { 1L, 4L })))], ["target"], [new("axis", new IntAttribute(0))]).Outputs[0]!;
        graph.AddOutput(graph.AddNode("Expand", [token, target], ["y"], name: "expand").Outputs[0]!);

        Assert.Equal(1, new FoldShapesPass().Apply(graph));

        GraphVerifier.Verify(graph);
        TensorAssert.Close(token.Constant!.Tensor.expand(5, 1, 4), new GraphExecutor(graph).Run([zeros(5, 6, 4)])[0], 0);
        var sizes = graph.FindNode("expand")!.Input(1).Producer!.Input(1).Constant!.Tensor.ToLongs();
        Assert.Equal([1, 1], sizes); // the width is not repeated, so that it may shrink
    }

    // x -> Reshape(x, [N, product of the rest]), as exporters write view(x.size(0), -1) out.
    private static Graph Flattening(Dimension[] sizes)
    {
        var graph = new Graph("flatten");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, sizes));
        var rest = graph.AddNode("Slice", [graph.AddNode("Shape", [x], ["shape"]).Outputs[0], Numbers(graph, "one", 1), Numbers(graph, "four", 4)], ["rest"]).Outputs[0]!;
        var product = graph.AddNode("ReduceProd", [rest], ["product"]).Outputs[0]!;
        var target = graph.AddNode("Concat", [Batch(graph, x), product], ["target"], [new("axis", new IntAttribute(0))]).Outputs[0]!;
        graph.AddOutput(graph.AddNode("Reshape", [x, target], ["y"]).Outputs[0]!);
        return graph;
    }

    private static Value Batch(Graph graph, Value x) =>
        graph.AddNode("Slice", [graph.AddNode("Shape", [x], ["all"]).Outputs[0], Numbers(graph, "from", 0), Numbers(graph, "to", 1)], ["batch"]).Outputs[0]!;

    private static Value Numbers(Graph graph, string name, long number) => graph.AddConstant(name, new Constant(tensor(new[] { number })));
}
