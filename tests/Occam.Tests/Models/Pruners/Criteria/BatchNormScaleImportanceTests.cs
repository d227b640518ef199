using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners.Criteria;
using Occam.Tests.Core.Training;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Criteria;

public sealed class BatchNormScaleImportanceTests
{
    [Fact]
    public void Parts_are_the_absolute_scales_of_the_units_norms()
    {
        using var scope = NewDisposeScope();
        using var graph = TinyNetwork.Build();
        foreach (var (name, first) in new[] { ("stem.norm.weight", 1f), ("stage1.block0.conv1.norm.weight", -10f), ("stage1.block0.conv2.norm.weight", 5f) })
        {
            graph.SetConstant(graph.Find(name)!, new Constant(arange(8, ScalarType.Float32) + first));
        }

        var analysis = ChannelAnalysis.Run(graph);
        var scores = new BatchNormScaleImportance().Score(new(analysis));

        var inner = scores[analysis.Units.Index().Single(pair => pair.Item.Name == "stage1.block0.conv1").Index];
        Assert.Equal([10.0, 9, 8, 7, 6, 5, 4, 3], inner.Parts.Single());
        var residual = scores[analysis.Units.Index().Single(pair => pair.Item.Name == "stem").Index];
        Assert.Equal([1.0, 5], residual.Parts.Select(part => part[0]).Order());
    }

    [Fact]
    public void Network_without_norms_is_refused()
    {
        using var graph = Pair.Build([1, 2, 3, 4], [1, 2, 3, 4]);

        var error = Assert.Throws<GraphException>(() => Pair.Parts(new BatchNormScaleImportance(), graph));

        Assert.Contains("BatchNorm", error.Message, StringComparison.Ordinal);
    }
}
