namespace Occam.Cli.Tests.Commands;

public sealed class ReportCommandTests
{
    [Fact]
    public void Runs_of_experiments_become_a_page()
    {
        using var project = new MiniProject();
        var config = project.In("run.yaml");
        File.WriteAllText(config, $$"""
            model: {type: resnet, size: 12, widths: [8], blocks: [1]}
            data: {type: folder, path: {{project.Data}}}
            training: {epochs: 2, batch_size: 32}
            """);
        foreach (var seed in new[] { "0", "1" })
        {
            var train = CliRun.Of("train", config, "--set", $"training.seed={seed}", "--output", project.In($"run-{seed}"));
            Assert.True(train.Code == 0, train.Error);
        }

        var page = project.In("page.html");
        var run = CliRun.Of("report", project.In("run-0"), project.In("run-1"), "--output", page);

        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("run-1: complete, 6 steps, best top1", run.Output, StringComparison.Ordinal);
        Assert.Contains("against run-0", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_a_log_is_named() =>
        CliRun.Of("report", Path.GetTempPath()).ShouldFail(2, "There is no log of a run", "log.jsonl");
}
