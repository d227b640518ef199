using Occam.Graphs.Cost;
using Occam.Testing;

namespace Occam.Onnx.Tests.Cost;

public sealed class ParameterCountTests
{
    // The counts of ../shared/models/index.tsv, made by PyTorch. Left out are networks whose exporter folded parameters (BatchNorm) or merged equal ones.
    [Theory]
    [InlineData("resnet_basic")]
    [InlineData("resnext_bottleneck")]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v3_small")]
    [InlineData("shufflenet_v2")]
    [InlineData("densenet")]
    [InlineData("convnext")]
    [InlineData("vit")]
    [InlineData("vit_fused_qkv")]
    [InlineData("unet")]
    [InlineData("espcn_prelu_pixelshuffle")]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("mlp")]
    public void Parameters_are_those_of_the_network_that_was_exported(string name)
    {
        var row = File.ReadLines(SharedFiles.OrSkip("models", "index.tsv")).Single(line => line.StartsWith(name + "\t", StringComparison.Ordinal)).Split('\t');
        using var graph = OnnxReader.Read(SharedFiles.OrSkip("models", name, "model.onnx"));

        var costs = CostTable.Measure(graph);

        Assert.Equal(long.Parse(row[3]), costs.Parameters);
    }
}
