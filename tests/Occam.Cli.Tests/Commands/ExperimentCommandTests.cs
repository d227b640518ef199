using System.Text.RegularExpressions;
using Occam.Cli.Hosting;

namespace Occam.Cli.Tests.Commands;

public sealed class ExperimentCommandTests
{
    private const string Config = "model: {type: resnet, size: 12, classes: 3, widths: [8], blocks: [1]}\ndata: {type: folder, path: data}\ntraining: {epochs: 3, batch_size: 32, test_batch_size: 45}\n";

    [Fact]
    public void A_config_is_trained_tested_exported_and_measured()
    {
        using var project = new MiniProject();
        var config = Write(project, Config);

        var train = CliRun.Of("train", config, "--output", project.Output, "--threads", "1");

        Assert.True(train.Code == 0, train.Error);
        Assert.Contains("of the test images right in ONNX Runtime", train.Output, StringComparison.Ordinal);
        Assert.Contains("\"accuracy\":", File.ReadAllText(Path.Combine(project.Output, "result.json")), StringComparison.Ordinal);
        Assert.Contains("% of the test images right", CliRun.Of("test", config, "--output", project.Output).Output, StringComparison.Ordinal);
        var exported = project.In("again.onnx");
        Assert.Equal(0, CliRun.Of("export", config, "--run", project.Output, "--output", exported).Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(project.Output, "model.onnx")), File.ReadAllBytes(exported));
        Assert.Contains("-untrained.onnx", CliRun.Of("bench", config, exported, "--seconds", "0.05").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_a_line_shows_loss_metrics_speed_and_the_time_left()
    {
        using var project = new MiniProject();
        using var output = new StringWriter();

        var code = CommandHost.Run(
            ["train", Write(project, Config), "--output", project.Output, "--threads", "1"],
            new Session(new Terminal(output, TextWriter.Null, true), TestContext.Current.CancellationToken));

        Assert.Equal(0, code);
        var lines = output.ToString().Split("\r\u001b[K");
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^epoch 1/3  +\d+ %  \d+ (s|min) left  \d+ images/s  loss \d+\.\d{4}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
        Assert.Contains(lines, line => Regex.IsMatch(line, @"^epoch [23]/3 .* images/s  loss \d+\.\d{4}  top1 [01]\.\d{4}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_run_in_the_folder_is_not_overwritten_by_accident()
    {
        using var project = new MiniProject();
        var config = Write(project, Config);
        Assert.Equal(0, CliRun.Of("train", config, "--output", project.Output, "--set", "training.steps=1").Code);

        CliRun.Of("train", config, "--output", project.Output).ShouldFail(2, "has the results of an earlier run", "--overwrite");
        CliRun.Of("train", config, "--output", project.Output, "--resume").ShouldFail(2, "was asked for something else", "steps");
        Assert.Equal(0, CliRun.Of("train", config, "--output", project.Output, "--set", "training.steps=2", "--overwrite").Code);
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_bytes()
    {
        using var project = new MiniProject();
        var config = Write(project, Config);
        var (whole, parts) = (project.In("whole"), project.In("parts"));
        Assert.Equal(0, CliRun.Of("train", config, "--output", whole, "--threads", "1").Code);

        using (var stop = new CancellationTokenSource())
        {
            var watch = Task.Run(() => StopAtCheckpoint(parts, stop), TestContext.Current.CancellationToken);
            var stopped = CliRun.Of(stop.Token, "train", config, "--output", parts, "--threads", "1");
            Assert.Contains(stopped.Code, new[] { 0, ExitCode.Interrupted });
        }

        Assert.Equal(0, CliRun.Of("train", config, "--output", parts, "--threads", "1", "--resume").Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "model.onnx")), File.ReadAllBytes(Path.Combine(parts, "model.onnx")));
    }

    [Fact]
    public void Options_of_the_zoo_are_refused_beside_a_config() =>
        CliRun.Of("train", "experiment.yaml", "--epochs", "3").ShouldFail(2, "--epochs is for training without a config", "--set");

    [Fact]
    public void Classes_that_do_not_fit_are_said_before_the_folder_is_made()
    {
        using var project = new MiniProject();
        var config = Write(project, Config.Replace("classes: 3", "classes: 2", StringComparison.Ordinal));

        CliRun.Of("train", config, "--output", project.Output).ShouldFail(2, "The data has 3 classes, but the network 'resnet' tells 2 apart");

        Assert.False(Directory.Exists(project.Output));
    }

    private static void StopAtCheckpoint(string folder, CancellationTokenSource stop)
    {
        while (!File.Exists(Path.Combine(folder, "checkpoint.bin")))
        {
            Thread.Sleep(1);
        }

        stop.Cancel();
    }

    private static string Write(MiniProject project, string config)
    {
        var path = project.In("experiment.yaml");
        File.WriteAllText(path, config);
        return path;
    }
}
