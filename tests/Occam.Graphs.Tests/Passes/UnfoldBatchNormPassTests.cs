using Occam.Graphs.Passes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class UnfoldBatchNormPassTests
{
    [Fact]
    public void Unfolded_network_computes_the_same_and_its_BatchNorm_holds_the_statistics()
    {
        using var scope = NewDisposeScope();
        using var graph = TwoConvolutions();
        var batches = new[] { randn(3, 4, 6, 6), randn(5, 4, 6, 6) };
        var seen = nn.functional.conv2d(cat(batches, 0), graph.Find("w1")!.Constant!.Tensor);

        var inserted = PassCase.Apply(new UnfoldBatchNormPass(batches.Select(batch => new[] { batch })), graph, [randn(2, 4, 6, 6)]);

        Assert.Equal(1, inserted); // the second is the network's output
        Assert.Equal(["Conv", "BatchNormalization", "Relu", "Conv"], graph.Nodes.Select(node => node.OpType));
        var norm = graph.Nodes[1];
        Ops.TensorAssert.Close(seen.mean([0, 2, 3]), norm.Input(3).Constant!.Tensor);
        Ops.TensorAssert.Close(seen.transpose(0, 1).reshape(6, -1).var(1, unbiased: false), norm.Input(4).Constant!.Tensor);
    }

    [Fact]
    public void Unfolded_then_folded_network_computes_the_same()
    {
        using var scope = NewDisposeScope();
        using var graph = TwoConvolutions();

        PassCase.Apply(new UnfoldBatchNormPass([[randn(8, 4, 6, 6)]]), graph, [randn(2, 4, 6, 6)]);

        Assert.Equal(1, PassCase.Apply(new FoldBatchNormPass(), graph, [randn(2, 4, 6, 6)]));
    }

    [Fact]
    public void Convolution_of_one_position_is_left_alone()
    {
        using var scope = NewDisposeScope();
        using var graph = TwoConvolutions();

        Assert.Equal(0, PassCase.Apply(new UnfoldBatchNormPass([[randn(8, 4, 1, 1)]]), graph, [randn(2, 4, 1, 1)]));
    }

    [Fact]
    public void Empty_calibration_data_is_refused()
    {
        using var graph = TwoConvolutions();

        var error = Assert.Throws<GraphException>(() => new UnfoldBatchNormPass([]).Apply(graph));

        Assert.Contains("calibration data is empty", error.Message, StringComparison.Ordinal);
    }

    private static Graph TwoConvolutions()
    {
        var graph = new Graph("net");
        var x = graph.AddInput("x", null);
        var a = graph.AddNode("Conv", [x, PassCase.Random(graph, "w1", [6, 4, 1, 1], 1)], ["a"]).Outputs[0]!;
        var b = graph.AddNode("Relu", [a], ["b"]).Outputs[0]!;
        graph.AddOutput(graph.AddNode("Conv", [b, PassCase.Random(graph, "w2", [5, 6, 1, 1], 2)], ["c"]).Outputs[0]!);
        return graph;
    }
}
