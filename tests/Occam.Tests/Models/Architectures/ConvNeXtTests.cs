using Occam.Models.Architectures;

namespace Occam.Tests.Models.Architectures;

public sealed class ConvNeXtTests
{
    [Theory]
    [InlineData("convnext_tiny", 28_589_128)]
    public void Weights_are_as_many_as_published(string name, long parameters)
    {
        using var graph = Zoo.Find(name).Options.Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Theory]
    [InlineData("convnext_small", 50_223_688)]
    [InlineData("convnext_base", 88_591_464)]
    public void Larger_forms_are_as_published(string name, long parameters)
    {
        using var graph = (Zoo.Find(name).Options with { Size = 32 }).Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Outputs_are_those_of_torchvision_for_its_weights() =>
        ZooChecks.EqualsShared("convnext", () => new ConvNeXtOptions { Size = 32, Widths = [16, 32], Blocks = [1, 1] }.Build());

    [Fact]
    public void Outputs_are_those_of_ONNX_Runtime() => ZooChecks.EqualsOnnxRuntime(() => new ConvNeXtOptions { Size = 16, Patch = 2, Widths = [8, 12], Blocks = [1, 2], LayerScale = 0.1 }.Build(3));

    [Fact]
    public void Options_that_are_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => (new ConvNeXtOptions { Widths = [8], LayerScale = 0 }).Build());

        Assert.Contains("have 1 and 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("LayerScale has to be over 0, but is 0.", error.Message, StringComparison.Ordinal);
    }
}
