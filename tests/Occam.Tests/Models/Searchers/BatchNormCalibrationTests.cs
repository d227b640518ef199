using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using Occam.Models.Searchers;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Searchers;

public sealed class BatchNormCalibrationTests
{
    [Fact]
    public void StatisticsAreThoseOfOneLargeBatch()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var graph = ResNet.Build(new() { Size = 8, Classes = 4, Widths = [8], Blocks = [1] }, 2);
        using var expected = graph.Clone();
        foreach (var node in expected.Nodes.Where(node => node.OpType == "BatchNormalization"))
        {
            expected.SetAttribute(node, "momentum", new Occam.Graphs.Attributes.FloatAttribute(0)); // a training step then keeps nothing of what was before
        }

        var images = randn([64, 1, 8, 8], generator: new Generator(1, CPU));
        Assert.True(BatchNormCalibration.Apply(graph, images) >= 3);
        using var module = new GraphModule(expected);
        module.train();
        module.call(images);
        foreach (var value in expected.Constants.Where(value => value.Name.Contains("running_", StringComparison.Ordinal)))
        {
            Assert.True(value.Constant!.Tensor.allclose(graph.Find(value.Name)!.Constant!.Tensor, 1e-3, 1e-4), value.Name);
        }
    }
}
