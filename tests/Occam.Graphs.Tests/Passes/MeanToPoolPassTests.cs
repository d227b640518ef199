using Occam.Graphs.Attributes;
using Occam.Graphs.Passes;
using Occam.Graphs.Shapes;
using static TorchSharp.torch;

namespace Occam.Graphs.Tests.Passes;

public sealed class MeanToPoolPassTests
{
    [Theory]
    [InlineData(new long[] { 2, 3 }, 1, new[] { "GlobalAveragePool", "Relu" })]
    [InlineData(new long[] { -1, -2 }, 0, new[] { "GlobalAveragePool", "Flatten", "Relu" })]
    [InlineData(new long[] { 1 }, 1, new[] { "ReduceMean", "Relu" })]
    [InlineData(new long[] { 1, 2, 3 }, 0, new[] { "ReduceMean", "Relu" })]
    public void Mean_over_all_spatial_axes_becomes_a_pool(long[] axes, long keep, string[] expected)
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("net", [new(string.Empty, 13)]);
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 4, 5, 6]));
        var mean = graph.AddNode("ReduceMean", [x], ["m"], [new("axes", new IntsAttribute(axes)), new("keepdims", new IntAttribute(keep))]).Outputs[0]!;
        graph.AddOutput(graph.AddNode("Relu", [mean], ["y"]).Outputs[0]!);

        PassCase.Apply(new MeanToPoolPass(ShapeInference.Run(graph)), graph, [randn(2, 4, 5, 6)]);

        Assert.Equal(expected, graph.Nodes.Select(node => node.OpType));
    }
}
