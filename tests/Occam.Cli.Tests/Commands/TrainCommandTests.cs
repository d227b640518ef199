namespace Occam.Cli.Tests.Commands;

public sealed class TrainCommandTests
{
    [Fact]
    public void Widths_that_are_no_numbers_are_refused_with_an_example()
    {
        var run = CliRun.Of("train", "--data", "x", "--output", "y.onnx", "--widths", "16,wide");

        Assert.Equal(2, run.Code);
        Assert.Contains("16,48,96, but is 16,wide", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_data_folder_is_named()
    {
        var run = CliRun.Of("train", "--data", "no-such-folder", "--output", Path.Combine(Path.GetTempPath(), "occam-never-written.onnx"));

        Assert.NotEqual(0, run.Code);
        Assert.Contains("'no-such-folder'", run.Error, StringComparison.Ordinal);
    }
}
