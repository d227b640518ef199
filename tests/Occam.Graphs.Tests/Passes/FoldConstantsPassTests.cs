using Occam.Graphs.Passes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class FoldConstantsPassTests
{
    [Fact]
    public void Chain_of_constants_becomes_one_constant()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var sum = graph.AddNode("Add", [PassCase.Random(graph, "a", [3], 1), PassCase.Random(graph, "b", [3], 2)], ["sum"]).Outputs[0]!;
        var positive = graph.AddNode("Relu", [sum], ["positive"]).Outputs[0]!;
        graph.AddOutput(graph.AddNode("Add", [x, positive], ["y"]).Outputs[0]!);

        Assert.Equal(2, PassCase.Apply(new FoldConstantsPass(), graph, [randn(2, 3)]));

        Assert.Equal(["Add"], graph.Nodes.Select(node => node.OpType));
        Assert.Single(graph.Constants);
    }

    [Fact]
    public void Result_larger_than_the_limit_and_its_inputs_stays_a_node()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var outer = graph.AddNode("Add", [PassCase.Random(graph, "a", [40, 1], 1), PassCase.Random(graph, "b", [1, 40], 2)], ["outer"]).Outputs[0]!;
        graph.AddOutput(graph.AddNode("Add", [x, outer], ["y"]).Outputs[0]!);

        Assert.Equal(0, PassCase.Apply(new FoldConstantsPass { MaximumElements = 1000 }, graph, [randn(40, 40)]));
        Assert.Equal(1, PassCase.Apply(new FoldConstantsPass { MaximumElements = 1600 }, graph, [randn(40, 40)]));
    }

    [Fact]
    public void Node_that_reads_an_input_and_a_constant_output_of_the_network_stay()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        graph.AddOutput(graph.AddNode("Relu", [PassCase.Random(graph, "a", [3], 1)], ["constant"]).Outputs[0]!);
        graph.AddOutput(graph.AddNode("Relu", [x], ["y"]).Outputs[0]!);

        Assert.Equal(0, PassCase.Apply(new FoldConstantsPass(), graph, [randn(2, 3)]));
    }
}
