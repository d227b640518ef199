using Occam.Graphs.Attributes;
using Occam.Graphs.Passes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class ExplicitGemmPassTests
{
    [Fact]
    public void Alpha_and_beta_move_into_the_constants_and_are_stated_as_1()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var (w, b) = (PassCase.Random(graph, "w", [4, 4], 1), PassCase.Random(graph, "b", [4], 2));
        var first = graph.AddNode("Gemm", [x, w, b], ["a"], [new("alpha", new FloatAttribute(0.5f)), new("beta", new FloatAttribute(3))]);
        graph.AddOutput(graph.AddNode("Gemm", [first.Outputs[0], w], ["y"]).Outputs[0]!);

        Assert.Equal(2, PassCase.Apply(new ExplicitGemmPass(), graph, [randn(3, 4)]));
        Assert.All(graph.Nodes, node => Assert.Equal((1, 1), (node.Float("alpha", 0), node.Float("beta", 0))));
        Assert.Equal(0, PassCase.Apply(new ExplicitGemmPass(), graph, [randn(3, 4)]));
    }

    [Fact]
    public void Computed_operands_with_factors_are_left_alone()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var (x, z) = (graph.AddInput("x", null), graph.AddInput("z", null));
        graph.AddOutput(graph.AddNode("Gemm", [x, z], ["y"], [new("alpha", new FloatAttribute(0.5f))]).Outputs[0]!);

        Assert.Equal(0, PassCase.Apply(new ExplicitGemmPass(), graph, [randn(3, 4), randn(4, 2)]));
    }
}
