using Occam.Graphs.Attributes;
using Occam.Graphs.Cost;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Cost;

public sealed class CostTableTests
{
    [Fact]
    public void Measure_of_conv_and_relu_counts_by_the_closed_form()
    {
        using var graph = new Graph("small");
        var input = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 3, 8, 8]));
        var weight = graph.AddConstant("w", new Constant(zeros(5, 3, 3, 3)));
        var bias = graph.AddConstant("b", new Constant(zeros(5)));
        var conv = graph.AddNode("Conv", [input, weight, bias], ["y"], [new("pads", new IntsAttribute([1, 1, 1, 1]))]);
        var relu = graph.AddNode("Relu", [conv.Outputs[0]], ["z"]);
        graph.AddOutput(relu.Outputs[0]!);

        var costs = CostTable.Measure(graph);

        Assert.Equal(5 * 8 * 8 * 3 * 3 * 3, costs.Macs);
        Assert.Equal((5 * 3 * 3 * 3) + 5, costs.Parameters);
        Assert.Equal(2 * 5 * 8 * 8 * 4, costs.ActivationBytes);
        Assert.Equal(4 * ((5 * 27) + 5), costs.ConstantBytes);
        Assert.Equal(2 * 5 * 8 * 8 * 4, costs.PeakActivationBytes); // y and z; x (768 bytes) is gone when z is written
        Assert.Equal("f32[1,5,8,8]", costs.Nodes[0].Output!.ToString());
        Assert.Equal(0, costs.Nodes[1].Macs);
    }

    [Fact]
    public void Measure_of_a_larger_batch_multiplies_operations_and_leaves_parameters()
    {
        using var graph = new Graph("linear");
        var input = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 7]));
        var weight = graph.AddConstant("w", new Constant(zeros(7, 4)));
        graph.AddOutput(graph.AddNode("Gemm", [input, weight], ["y"]).Outputs[0]!);

        var costs = CostTable.Measure(graph, new Dictionary<string, long[]>(StringComparer.Ordinal) { ["x"] = [6, 7] });

        Assert.Equal(6 * 7 * 4, costs.Macs);
        Assert.Equal(28, costs.Parameters);
    }

    [Fact]
    public void Measure_of_a_weight_that_two_nodes_read_counts_it_once()
    {
        using var graph = new Graph("tied");
        var input = graph.AddInput("x", new TensorType(ElementType.Float, [1, 4]));
        var weight = graph.AddConstant("w", new Constant(zeros(4, 4)));
        var first = graph.AddNode("Gemm", [input, weight], ["y"]);
        graph.AddOutput(graph.AddNode("Gemm", [first.Outputs[0], weight], ["z"]).Outputs[0]!);

        var costs = CostTable.Measure(graph);

        Assert.Equal(16, costs.Parameters);
        Assert.Equal(32, costs.Macs);
        Assert.Equal(0, costs.Nodes[1].Parameters);
    }

    [Fact]
    public void Measure_of_a_node_that_is_not_known_counts_what_is_known()
    {
        using var graph = new Graph("opaque", [new(string.Empty, 17), new("vendor", 1)]);
        var input = graph.AddInput("x", new TensorType(ElementType.Float, [1, 4]));
        var opaque = graph.AddNode("Secret", [input], ["y"], domain: "vendor");
        graph.AddOutput(opaque.Outputs[0]!);

        var costs = CostTable.Measure(graph);

        Assert.Null(costs.Nodes[0].Output);
        Assert.Equal(0, costs.Nodes[0].ActivationBytes);
    }
}
