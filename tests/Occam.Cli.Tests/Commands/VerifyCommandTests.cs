using Occam.Testing;

namespace Occam.Cli.Tests.Commands;

public sealed class VerifyCommandTests
{
    [Fact]
    public void Verify_of_a_recorded_case_exits_0_and_shows_each_comparison()
    {
        var model = SharedFiles.OrSkip("models", "resnet_basic", "model.onnx");

        var run = CliRun.Of("verify", model, "--case", Path.Combine(Path.GetDirectoryName(model)!, "test_data_set_0"));

        Assert.True(run.Code == 0, run.Output + run.Error);
        foreach (var shown in new[] { "recorded", "ONNX Runtime", "written", "output", "equal" })
        {
            Assert.Contains(shown, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Verify_of_random_inputs_takes_their_sizes()
    {
        var model = SharedFiles.OrSkip("models", "resnet_basic", "model.onnx");

        var run = CliRun.Of("verify", model, "--shape", "input=3x3x32x32", "--seed", "5");

        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Contains("3x3x32x32", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_beyond_the_tolerance_exits_1()
    {
        var model = SharedFiles.OrSkip("models", "resnet_basic", "model.onnx");

        var run = CliRun.Of("verify", model, "--tolerance", "0");

        Assert.Equal(1, run.Code);
        Assert.Contains("DIFFERENT", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing=1x3x32x32", "nothing")]
    [InlineData("input=1x3x0x32", "'0'")]
    [InlineData("input=1x3x32", "f32[")]
    [InlineData("input=1x4x32x32", "f32[")]
    public void Verify_of_sizes_that_do_not_fit_exits_2(string shape, string mention) =>
        CliRun.Of("verify", SharedFiles.OrSkip("models", "resnet_basic", "model.onnx"), "--shape", shape).ShouldFail(2, "--shape", mention);

    [Fact]
    public void Verify_of_a_case_that_is_not_there_exits_2() =>
        CliRun.Of("verify", SharedFiles.OrSkip("models", "resnet_basic", "model.onnx"), "--case", "no/such/case").ShouldFail(2, "no/such/case");
}
