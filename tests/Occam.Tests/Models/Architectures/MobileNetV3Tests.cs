using Occam.Models.Architectures;

namespace Occam.Tests.Models.Architectures;

public sealed class MobileNetV3Tests
{
    [Theory]
    [InlineData("mobilenet_v3_small", 2_542_856)]
    [InlineData("mobilenet_v3_large", 5_483_032)]
    public void Weights_are_as_many_as_published(string name, long parameters)
    {
        using var graph = Zoo.Find(name).Options.Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Outputs_are_those_of_torchvision_for_its_weights() =>
        ZooChecks.EqualsShared("mobilenet_v3_small", () => new MobileNetV3Options { Size = 32, WidthMultiplier = 0.5 }.Build());

    [Fact]
    public void Outputs_are_those_of_ONNX_Runtime() => ZooChecks.EqualsOnnxRuntime(() => (MobileNetV3Options.Large with { Size = 32, WidthMultiplier = 0.35, Classes = 10 }).Build(3));

    [Fact]
    public void Options_that_are_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => (new MobileNetV3Options { WidthMultiplier = 0, Blocks = [new(2, 16, 16)] }).Build());

        Assert.Contains("WidthMultiplier has to be over 0, but is 0.", error.Message, StringComparison.Ordinal);
        Assert.Contains("needs an odd Kernel", error.Message, StringComparison.Ordinal);
    }
}
