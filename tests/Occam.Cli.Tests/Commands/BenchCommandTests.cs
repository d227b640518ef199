namespace Occam.Cli.Tests.Commands;

public sealed class BenchCommandTests
{
    [Fact]
    public void Bench_of_two_models_prints_a_ratio_and_the_threads()
    {
        using var project = new MiniProject(4, 2);
        var copy = project.In("copy.onnx");
        File.Copy(project.Model, copy);

        var run = CliRun.Of("bench", project.Model, copy, "--threads", "1", "--seconds", "0.05");

        Assert.True(run.Code == 0, run.Output + run.Error);
        foreach (var shown in new[] { "mini.onnx", "copy.onnx", " ms", "x", "1 thread," })
        {
            Assert.Contains(shown, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bench_of_a_missing_second_model_exits_2_before_measuring()
    {
        using var project = new MiniProject(4, 2);

        CliRun.Of("bench", project.Model, "missing.onnx").ShouldFail(2, "missing.onnx");
    }
}
