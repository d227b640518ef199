using System.Text.RegularExpressions;
using Occam.Graphs.Ops;
using Occam.Onnx;

namespace Occam.Cli.Tests.Commands;

/// <summary>A config that uses a network, a loss, an operator and a data set of an assembly that neither the program nor these tests refer to.</summary>
public sealed class StrangerTests
{
    private static string Assembly
    {
        get
        {
            var mine = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
            return Path.GetFullPath(Path.Combine(mine, "../../Occam.Samples.Extension", Path.GetFileName(mine).Split('_')[0], "Occam.Samples.Extension.dll"));
        }
    }

    [Fact]
    public void Loss_operator_and_data_of_a_stranger_train_by_one_config()
    {
        using var project = new MiniProject();
        var config = project.In("stranger.yaml");
        File.WriteAllText(config, $$$"""
            extensions: ['{{{Assembly}}}']
            model: {type: perceptron, hidden: 5, threshold: 0.05}
            data: {type: stripes, count: 40}
            algorithm: {type: combined, components: [{type: distiller, teacher: perceptron, losses: [{loss: {type: log_cosh, weight: 2}}]}]}
            training: {epochs: 2, batch_size: 8, test_batch_size: 8}
            hooks: [{type: log, every: 1}]
            """);

        Assert.Contains("perceptron on stripes", CliRun.Of("config", "check", config).Output, StringComparison.Ordinal);
        var train = CliRun.Of("train", config, "--output", project.Output, "--threads", "1");
        Assert.True(train.Code == 0, train.Error);

        // The operator is one that Occam does not bring, and ONNX Runtime computed it in the test of the exported file.
        var model = Path.Combine(project.Output, "model.onnx");
        Assert.Null(OperatorSet.Standard.Find(string.Empty, "Shrink"));
        using (var graph = OnnxReader.Read(model))
        {
            Assert.Contains(graph.Nodes, node => string.Equals(node.OpType, "Shrink", StringComparison.Ordinal));
        }

        Assert.Contains("of the test images right in ONNX Runtime", train.Output, StringComparison.Ordinal);
        Assert.Matches(new Regex("\"log_cosh\":[0-9.]*[1-9]", RegexOptions.None, TimeSpan.FromSeconds(1)), File.ReadAllText(Path.Combine(project.Output, "log.jsonl")));
        Assert.Contains("% of the test images right", CliRun.Of("test", config, "--output", project.Output).Output, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("export", config, "--run", project.Output, "--output", project.In("again.onnx")).Code);
        Assert.Equal(File.ReadAllBytes(model), File.ReadAllBytes(project.In("again.onnx")));
    }

    [Fact]
    public void A_swapped_loss_is_a_swapped_name()
    {
        using var project = new MiniProject();
        var config = project.In("stranger.yaml");
        File.WriteAllText(config, $$$"""
            extensions: ['{{{Assembly}}}']
            model: {type: resnet, size: 12, classes: 3, widths: [8], blocks: [1]}
            data: {type: folder, path: data}
            algorithm: {type: combined, components: [{type: distiller, teacher: {type: onnx, file: mini.onnx}, losses: [{loss: kl}]}]}
            training: {steps: 2, batch_size: 16, test_batch_size: 45}
            """);

        foreach (var loss in new[] { "kl_divergence", "log_cosh", "l2" })
        {
            var run = CliRun.Of("train", config, "--set", $"algorithm.components[0].losses[0].loss={loss}", "--output", project.In(loss), "--threads", "1");
            Assert.True(run.Code == 0, run.Error);
        }

        CliRun.Of("train", config, "--set", "algorithm.components[0].losses[0].loss=log_cash", "--output", project.Output).ShouldFail(2, "there is no loss 'log_cash'; did you mean 'log_cosh'?");
    }
}
