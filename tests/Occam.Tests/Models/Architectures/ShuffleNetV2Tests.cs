using Occam.Models.Architectures;

namespace Occam.Tests.Models.Architectures;

public sealed class ShuffleNetV2Tests
{
    [Theory]
    [InlineData("shufflenet_v2_x0_5", 1_366_792)]
    [InlineData("shufflenet_v2_x1_0", 2_278_604)]
    [InlineData("shufflenet_v2_x1_5", 3_503_624)]
    [InlineData("shufflenet_v2_x2_0", 7_393_996)]
    public void Weights_are_as_many_as_published(string name, long parameters)
    {
        using var graph = Zoo.Find(name).Options.Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Outputs_are_those_of_torchvision_for_its_weights() =>
        ZooChecks.EqualsShared("shufflenet_v2", () => new ShuffleNetV2Options { Size = 32, Widths = [16, 32, 64], Blocks = [2, 2, 2], HeadChannels = 128 }.Build());

    [Fact]
    public void Outputs_are_those_of_ONNX_Runtime() => ZooChecks.EqualsOnnxRuntime(() => new ShuffleNetV2Options { Size = 32, StemStride = 1, Widths = [16, 32], Blocks = [2, 1], HeadChannels = 24 }.Build(3));

    [Fact]
    public void Options_that_are_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => (new ShuffleNetV2Options { Widths = [15, 32, 64], StemStride = 3 }).Build());

        Assert.Contains("Widths have to be even and over 0, but are 15, 32, 64.", error.Message, StringComparison.Ordinal);
        Assert.Contains("StemStride has to be 1 or 2, but is 3.", error.Message, StringComparison.Ordinal);
    }
}
