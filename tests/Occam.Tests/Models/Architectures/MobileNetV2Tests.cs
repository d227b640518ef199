using Occam.Graphs.Cost;
using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Architectures;

public sealed class MobileNetV2Tests
{
    [Theory]
    [InlineData(1.0, 3_504_872)]
    [InlineData(0.5, 1_968_680)]
    [InlineData(1.4, 6_108_776)]
    public void Weights_are_as_many_as_published(double multiplier, long parameters)
    {
        using var graph = MobileNetV2.Build(MobileNetV2Options.ImageNet with { WidthMultiplier = multiplier });

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Outputs_are_those_of_torchvision_for_its_weights() =>
        ZooChecks.EqualsShared("mobilenet_v2", () => MobileNetV2.Build(new()
        {
            Channels = 3,
            Size = 32,
            Classes = 10,
            WidthMultiplier = 0.25,
            HeadChannels = 1280,
        }));

    [Fact]
    public void Small_form_has_between_one_and_four_million_multiply_adds()
    {
        using var graph = MobileNetV2.Build(MobileNetV2Options.Small);
        using var module = new GraphModule(graph);
        using var scope = NewDisposeScope();

        Assert.Equal([2L, 10], module.call(zeros(2, 1, 28, 28)).shape);
        Assert.InRange(CostTable.Measure(graph).Macs, 1_000_000, 4_000_000);
    }

    [Fact]
    public void Dropout_acts_in_training_alone()
    {
        using var scope = NewDisposeScope();
        using var graph = MobileNetV2.Build(MobileNetV2Options.Small with { Dropout = 0.5 });
        using var module = new GraphModule(graph);
        var image = rand(1, 1, 28, 28);
        module.eval();

        Assert.Contains(graph.Nodes, node => node.OpType is "Dropout");
        Assert.Equal(module.call(image).data<float>().ToArray(), module.call(image).data<float>().ToArray());
    }

    [Fact]
    public void Options_that_are_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => MobileNetV2.Build(new() { WidthMultiplier = 0, StemStride = 3 }));

        Assert.Contains("WidthMultiplier has to be over 0, but is 0.", error.Message, StringComparison.Ordinal);
        Assert.Contains("StemStride has to be 1 or 2, but is 3.", error.Message, StringComparison.Ordinal);
    }
}
