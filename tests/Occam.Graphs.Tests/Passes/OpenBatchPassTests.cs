using Occam.Graphs.Attributes;
using Occam.Graphs.Execution;
using Occam.Graphs.Passes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class OpenBatchPassTests
{
    [Fact]
    public void Apply_to_a_network_of_batch_one_lets_each_example_through_unchanged()
    {
        using var scope = NewDisposeScope();
        using var graph = Build(1);
        var images = rand(3, 2, 4, 4);
        var single = new GraphExecutor(graph).Run([images.narrow(0, 1, 1)])[0];

        var changed = new OpenBatchPass().Apply(graph);

        GraphVerifier.Verify(graph);
        Assert.Equal(2, changed);
        Assert.Equal("f32[N,2,4,4]", graph.Inputs[0].Type!.ToString());
        Assert.Equal("f32[N,32]", graph.Outputs[0].Type!.ToString());
        var all = new GraphExecutor(graph).Run([images])[0];
        Assert.Equal([3, 32], all.shape);
        Assert.True(all.narrow(0, 1, 1).equal(single).all().item<bool>());
    }

    [Fact]
    public void Apply_to_an_open_network_changes_nothing()
    {
        using var graph = Build(null);
        var before = graph.ToText();

        Assert.Equal(0, new OpenBatchPass().Apply(graph));
        Assert.Equal(before, graph.ToText());
    }

    [Fact]
    public void Apply_leaves_a_reshape_whose_target_only_looks_like_the_batch()
    {
        using var graph = new Graph("seconds");
        var input = graph.AddInput("x", new TensorType(ElementType.Float, [1, 6]));
        var turned = graph.AddNode("Reshape", [input, graph.AddConstant("two", new Constant(tensor([6L, 1L])))], ["y"]).Outputs[0]!;
        graph.AddOutput(graph.AddNode("Reshape", [turned, graph.AddConstant("one", new Constant(tensor([1L, 6L])))], ["z"]).Outputs[0]!);

        new OpenBatchPass().Apply(graph);

        Assert.Contains("constant one: i64[2] = 1,6", graph.ToText(), StringComparison.Ordinal);
    }

    private static Graph Build(long? batch)
    {
        var graph = new Graph("fixed");
        Dimension first = batch is { } size ? size : "batch";
        var input = graph.AddInput("x", new TensorType(ElementType.Float, [first, 2, 4, 4]));
        var relu = graph.AddNode("Relu", [input], ["y"]).Outputs[0];
        var target = graph.AddConstant("target", new Constant(tensor([batch ?? 0, -1L])));
        var output = graph.AddNode("Reshape", [relu, target], ["z"], new Dictionary<string, AttributeValue>(StringComparer.Ordinal)).Outputs[0]!;
        graph.SetType(output, new TensorType(ElementType.Float, [first, 32]));
        graph.AddOutput(output);
        return graph;
    }
}
