using Occam.Models.Architectures;

namespace Occam.Tests.Models.Architectures;

public sealed class LeNetTests
{
    [Theory]
    [InlineData("lenet", 61_706)]
    public void Weights_are_as_many_as_published(string name, long parameters)
    {
        using var graph = Zoo.Find(name).Options.Build();

        Assert.Equal(parameters, ZooChecks.Parameters(graph));
    }

    [Fact]
    public void Outputs_are_those_of_ONNX_Runtime() => ZooChecks.EqualsOnnxRuntime(() => new LeNetOptions().Build(3));

    [Fact]
    public void Rectified_form_equals_ONNX_Runtime_too() => ZooChecks.EqualsOnnxRuntime(() => new LeNetOptions { Channels = 3, Size = 32, Padding = 0, Rectified = true }.Build(3));

    [Fact]
    public void Options_that_are_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => (new LeNetOptions { Size = 8, Widths = [6] }).Build());

        Assert.Contains("Size has to be at least 16, but is 8.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Widths has to be two numbers of at least 1, but is 6.", error.Message, StringComparison.Ordinal);
    }
}
