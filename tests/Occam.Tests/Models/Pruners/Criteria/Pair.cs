using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Criteria;

/// <summary>Two 1x1 convolutions with one unit of four channels between them; the maker's bias takes no part in norms.</summary>
internal static class Pair
{
    public static Graph Build(float[] makers, float[] readers)
    {
        using var scope = NewDisposeScope();
        var graph = new Graph("pair");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", makers.Length / 4, 3, 3]));
        var maker = graph.AddConstant("maker", new Constant(tensor(makers).reshape(4, -1, 1, 1)));
        var bias = graph.AddConstant("bias", new Constant(tensor(new[] { 100f, 0f, 0f, 0f })));
        var reader = graph.AddConstant("reader", new Constant(tensor(readers).reshape(-1, 4, 1, 1)));
        var first = graph.AddNode("Conv", [x, maker, bias], ["y"], name: "first").Outputs[0];
        graph.AddOutput(graph.AddNode("Conv", [first, reader], ["z"]).Outputs[0]!);
        return graph;
    }

    /// <summary>The parts that a criterion gives to the one unit.</summary>
    public static IReadOnlyList<double[]> Parts(IImportance importance, Graph graph) =>
        Assert.Single(importance.Score(new(ChannelAnalysis.Run(graph)))).Parts;

    public static void Same(IEnumerable<double> expected, IReadOnlyList<double> actual, double tolerance = 1e-6) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
