using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Architectures;

public sealed class ResNetTests
{
    [Fact]
    public void Default_network_has_over_200_000_weights_and_keeps_its_BatchNorm()
    {
        using var graph = ResNet.Build(new());
        using var module = new GraphModule(graph);

        Assert.Equal(372_058, module.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(13, graph.Nodes.Count(node => node.OpType is "BatchNormalization"));
    }

    [Theory]
    [InlineData(20, 269_722)]
    [InlineData(32, 464_154)]
    [InlineData(56, 853_018)]
    [InlineData(110, 1_727_962)]
    public void Networks_for_CIFAR_have_as_many_weights_as_published(int depth, long parameters)
    {
        using var graph = ResNet.Build(ResNetOptions.Cifar(depth));

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Theory]
    [InlineData("resnet18", 11_689_512)]
    [InlineData("resnet34", 21_797_672)]
    [InlineData("resnet50", 25_557_032)]
    public void Networks_for_ImageNet_have_as_many_weights_as_published(string name, long parameters)
    {
        using var graph = Zoo.Find(name).Options.Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Forward_gives_a_logit_a_class_for_any_batch()
    {
        using var scope = NewDisposeScope();
        using var graph = ResNet.Build(new() { Channels = 3, Size = 32, Classes = 7, Widths = [8, 16], Blocks = [1, 2] });
        using var module = new GraphModule(graph);

        Assert.Equal([4L, 7], module.call(zeros(4, 3, 32, 32)).shape);
    }

    [Fact]
    public void Options_that_do_not_fit_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => ResNet.Build(new() { Classes = 1, Widths = [8], Blocks = [1, 1] }));

        Assert.Contains("Classes has to be at least 2, but is 1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 and 2", error.Message, StringComparison.Ordinal);
    }
}
