using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners;

public sealed class L1ImportanceTests
{
    [Fact]
    public void Score_is_the_mean_over_makers_and_readers_each_divided_by_its_own_mean()
    {
        using var scope = NewDisposeScope();
        using var graph = new Graph("pair");
        var x = graph.AddInput("x", new TensorType(ElementType.Float, ["N", 1, 3, 3]));
        var maker = graph.AddConstant("maker", new Constant(tensor(new[] { 1f, -2f, 3f, -4f }).reshape(4, 1, 1, 1)));
        var bias = graph.AddConstant("bias", new Constant(tensor(new[] { 100f, 0f, 0f, 0f })));
        var reader = graph.AddConstant("reader", new Constant(tensor(new[] { 30f, -10f, 10f, -10f, -10f, 10f, -10f, 0f }).reshape(2, 4, 1, 1)));
        var first = graph.AddNode("Conv", [x, maker, bias], ["y"], name: "first").Outputs[0];
        graph.AddOutput(graph.AddNode("Conv", [first, reader], ["z"]).Outputs[0]!);

        var unit = Assert.Single(ChannelAnalysis.Run(graph).Units);
        var scores = new L1Importance().Score(unit);

        // Makers 1, 2, 3, 4 (mean 2.5); readers 20, 10, 10, 5 (mean 11.25); the bias takes no part.
        double[] expected = [(1 / 2.5 + 20 / 11.25) / 2, (2 / 2.5 + 10 / 11.25) / 2, (3 / 2.5 + 10 / 11.25) / 2, (4 / 2.5 + 5 / 11.25) / 2];
        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
