using Occam.Graphs.Attributes;
using Occam.Graphs.Passes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class FoldBatchNormPassTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(4, true)]
    public void Conv_then_BatchNorm_becomes_one_Conv(long groups, bool bias)
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var w = PassCase.Random(graph, "w", [8, 4 / groups, 3, 3], 1);
        var b = bias ? PassCase.Random(graph, "b", [8], 2) : null;
        var conv = graph.AddNode("Conv", [x, w, b], ["y"], [new("group", new IntAttribute(groups))]);
        graph.AddOutput(PassCase.BatchNorm(graph, conv.Outputs[0]!, 8, "z").Outputs[0]!);

        Assert.Equal(1, PassCase.Apply(new FoldBatchNormPass(), graph, [randn(2, 4, 7, 6)]));

        Assert.Equal(["Conv"], graph.Nodes.Select(node => node.OpType));
        Assert.Equal(2, graph.Constants.Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ConvTranspose_then_BatchNorm_becomes_one_ConvTranspose(long groups)
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var w = PassCase.Random(graph, "w", [4, 6 / groups, 3, 2], 1);
        var conv = graph.AddNode("ConvTranspose", [x, w], ["y"], [new("group", new IntAttribute(groups)), new("strides", new IntsAttribute([2, 1]))]);
        graph.AddOutput(PassCase.BatchNorm(graph, conv.Outputs[0]!, 6, "z").Outputs[0]!);

        Assert.Equal(1, PassCase.Apply(new FoldBatchNormPass(), graph, [randn(2, 4, 5, 6)]));

        Assert.Equal(["ConvTranspose"], graph.Nodes.Select(node => node.OpType));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0.5, 3)]
    [InlineData(1, 1, 0)]
    public void Gemm_then_BatchNorm_becomes_one_Gemm(long transB, float alpha, float beta)
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var w = PassCase.Random(graph, "w", transB != 0 ? [5, 4] : [4, 5], 1);
        var b = PassCase.Random(graph, "b", [1, 5], 2);
        KeyValuePair<string, AttributeValue>[] attributes =
            [new("transB", new IntAttribute(transB)), new("alpha", new FloatAttribute(alpha)), new("beta", new FloatAttribute(beta))];
        var gemm = graph.AddNode("Gemm", [x, w, b], ["y"], attributes);
        graph.AddOutput(PassCase.BatchNorm(graph, gemm.Outputs[0]!, 5, "z").Outputs[0]!);

        Assert.Equal(1, PassCase.Apply(new FoldBatchNormPass(), graph, [randn(3, 4)]));

        Assert.Equal(["Gemm"], graph.Nodes.Select(node => node.OpType));
    }

    [Fact]
    public void BatchNorm_behind_a_shared_or_returned_value_or_another_operator_stays()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var w = PassCase.Random(graph, "w", [4, 4, 1, 1], 1);
        var shared = graph.AddNode("Conv", [x, w], ["a"]).Outputs[0]!;
        var normalised = PassCase.BatchNorm(graph, shared, 4, "b").Outputs[0]!;
        var sum = graph.AddNode("Add", [shared, normalised], ["c"]).Outputs[0]!;
        var afterAdd = PassCase.BatchNorm(graph, sum, 4, "d").Outputs[0]!;
        var returned = graph.AddNode("Conv", [afterAdd, w], ["e"]).Outputs[0]!;
        graph.AddOutput(returned);
        graph.AddOutput(PassCase.BatchNorm(graph, returned, 4, "f").Outputs[0]!);

        Assert.Equal(0, PassCase.Apply(new FoldBatchNormPass(), graph, [randn(2, 4, 3, 3)]));
    }

    [Fact]
    public void Conv_whose_weight_another_reads_is_folded_into_a_copy()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var w = PassCase.Random(graph, "w", [4, 4, 1, 1], 1);
        var first = graph.AddNode("Conv", [x, w], ["a"]).Outputs[0]!;
        var second = graph.AddNode("Conv", [PassCase.BatchNorm(graph, first, 4, "b").Outputs[0]!, w], ["c"]).Outputs[0]!;
        graph.AddOutput(second);

        Assert.Equal(1, PassCase.Apply(new FoldBatchNormPass(), graph, [randn(2, 4, 3, 3)]));
        Assert.Same(w, graph.Nodes[1].Inputs[1]);
        Assert.NotSame(w, graph.Nodes[0].Inputs[1]);
    }
}
