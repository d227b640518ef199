using Occam.Models.Architectures;

namespace Occam.Tests.Models.Architectures;

public sealed class VggTests
{
    [Theory]
    [InlineData("vgg16", 138_357_544)]
    [InlineData("vgg16_bn", 138_365_992)]
    [InlineData("vgg16_cifar", 14_728_266)]
    public void Weights_are_as_many_as_published(string name, long parameters)
    {
        using var graph = Zoo.Find(name).Options.Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Theory]
    [InlineData(11, 132_863_336)]
    [InlineData(13, 133_047_848)]
    [InlineData(19, 143_667_240)]
    public void Depths_have_the_published_layers(int depth, long parameters)
    {
        using var graph = (VggOptions.ImageNet(depth) with { Size = 32 }).Build();

        // At 32 pixels the first hidden layer sees 512 numbers, not 512 x 7 x 7.
        Assert.Equal(parameters - (512L * 48 * 4096), ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Outputs_are_those_of_ONNX_Runtime() => ZooChecks.EqualsOnnxRuntime(() => new VggOptions { Widths = [8, 12], Blocks = [1, 2], Hidden = [20, 16], Size = 16 }.Build(3));

    [Fact]
    public void Options_that_are_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => (new VggOptions { Blocks = [1, 1], Dropout = 1 }).Build());

        Assert.Contains("have 5 and 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Dropout has to be from 0 to below 1, but is 1.", error.Message, StringComparison.Ordinal);
    }
}
