using Occam.Models.Architectures;

namespace Occam.Tests.Models.Architectures;

public sealed class WideResNetTests
{
    [Theory]
    [InlineData("wrn_28_10", 36_479_194)]
    [InlineData("wrn_40_2", 2_243_546)]
    [InlineData("wrn_16_2", 691_674)]
    public void Weights_are_as_many_as_published(string name, long parameters)
    {
        using var graph = Zoo.Find(name).Options.Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Outputs_are_those_of_ONNX_Runtime() => ZooChecks.EqualsOnnxRuntime(() => new WideResNetOptions { Depth = 16, Width = 1, Size = 16, Dropout = 0.3 }.Build(3));

    [Fact]
    public void Options_that_are_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => (new WideResNetOptions { Depth = 20, Width = 0 }).Build());

        Assert.Contains("but is 20.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Width has to be at least 1, but is 0.", error.Message, StringComparison.Ordinal);
    }
}
