namespace Occam.Cli.Tests.Commands;

public sealed class DoctorCommandTests
{
    [Fact]
    public void Doctor_prints_what_bug_reports_need_without_control_codes()
    {
        var run = CliRun.Of("doctor");

        Assert.Equal(0, run.Code);
        foreach (var row in new[] { "Occam", "Processor", "LibTorch", "oneDNN", "Self-test", "Threads", "Allocator", "ONNX Runtime", "All is well." })
        {
            Assert.Contains(row, run.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('\u001b', run.Output);
    }
}
