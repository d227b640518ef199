using System.Text.Json;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs.Channels;
using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using Occam.Models.Pruners;
using Occam.Onnx;

namespace Occam.Cli.Tests.Commands;

public sealed class SensitivityCommandTests
{
    [Fact]
    public void Every_number_is_that_of_pruning_by_hand()
    {
        using var project = new MiniProject();
        // So many classes that the most probable one changes with little, untrained as the network is.
        using (var many = ResNet.Build(new ResNetOptions { Size = MiniProject.Size, Classes = 500, Widths = [16, 32], Blocks = [1, 1] }))
        {
            OnnxWriter.Write(many, project.Model);
        }

        var run = CliRun.Of("sensitivity", project.Model, "--data", project.Data, "--ratios", "0.25,0.75", "--images", "30", "--output", project.Output);

        Assert.True(run.Code == 0, run.Error);
        using var graph = OnnxReader.Read(project.Model);
        var spec = InputSpec.Read(graph);
        var data = DataSource.Open(project.Data, spec);
        var normalisation = spec.Normalisation ?? spec.NormalisationFor(data.Train);
        var images = data.Test.Take([.. Enumerable.Range(0, 30)]);
        var loader = new BatchLoader(images, normalisation, new LoaderOptions { BatchSize = 30, Layout = spec.Layout });
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        var scores = Pruner.Score(analysis, new PruningOptions());
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(project.Output, "sensitivity.json")));
        var points = report.RootElement.GetProperty("points").EnumerateArray().ToArray();
        var original = Predict(graph);
        Assert.Equal(Evaluator.Accuracy(original, images), report.RootElement.GetProperty("accuracy").GetDouble());
        Assert.Equal(analysis.Units.Count * 2, points.Length);
        Assert.True(points.Select(point => point.GetProperty("agreement").GetDouble()).Distinct().Count() > 1, "numbers that are all the same prove nothing");
        for (var i = 0; i < points.Length; i++)
        {
            var (unit, score) = (analysis.Units[i / 2], scores.Units[i / 2]);
            var removed = unit.Channels.Count * (i % 2 == 0 ? 1 : 3) / 4;
            var limit = score.Order().ElementAt(removed);
            using var pruned = ChannelSlicer.Remove(analysis, unit.Channels.Where((_, channel) => score[channel] < limit));
            var predictions = Predict(pruned);
            Assert.Equal(unit.Name, points[i].GetProperty("unit").GetString());
            Assert.Equal(removed, points[i].GetProperty("removed").GetInt32());
            Assert.Equal(Evaluator.Accuracy(predictions, images), points[i].GetProperty("accuracy").GetDouble());
            Assert.Equal(Evaluator.Agreement(predictions, original), points[i].GetProperty("agreement").GetDouble());
        }

        var page = File.ReadAllText(Path.Combine(project.Output, "sensitivity.html"));
        Assert.Equal(analysis.Units.Count, page.Split("<polyline").Length - 1);

        int[] Predict(Graphs.Graph network)
        {
            var executor = new GraphExecutor(network);
            return Evaluator.Predict(batch => executor.Run([batch])[0].flatten(1), loader);
        }
    }

    [Fact]
    public void What_is_measured_is_not_measured_again()
    {
        using var project = new MiniProject(labels: false);
        string[] line = ["sensitivity", project.Model, "--data", project.Data, "--ratios", "0.5", "--output", project.Output];
        var first = CliRun.Of(line);
        Assert.True(first.Code == 0, first.Error);
        var table = Path.Combine(project.Output, "sensitivity.csv");
        var lines = File.ReadAllLines(table);
        Assert.True(lines.Length > 3);
        var json = File.ReadAllText(Path.Combine(project.Output, "sensitivity.json"));
        File.WriteAllLines(table, lines[..^1]);

        var second = CliRun.Of(line);

        Assert.True(second.Code == 0, second.Error);
        Assert.Single(second.Output.Split('\n'), text => text.Contains(": without ", StringComparison.Ordinal));
        Assert.Equal(lines, File.ReadAllLines(table));
        Assert.Equal(json, File.ReadAllText(Path.Combine(project.Output, "sensitivity.json")));
        CliRun.Of([.. line, "--criterion", "l2"]).ShouldFail(2, "sensitivity.csv", "criterion l2");
    }

    [Theory]
    [InlineData("--ratios", "0.5,1", "ratios have to be over 0, under 1")]
    [InlineData("--ratios", "0.5,0.25", "ascend")]
    [InlineData("--ratios", "half", "ratios")]
    [InlineData("--criterion", "l9", "--criterion has to be one of")]
    [InlineData("--images", "0", "--images has to be at least 1")]
    public void Bad_options_are_refused(string option, string value, string mention)
    {
        using var project = new MiniProject(3, 3);

        CliRun.Of("sensitivity", project.Model, "--data", project.Data, option, value, "--output", project.Output).ShouldFail(2, mention);

        Assert.False(Directory.Exists(project.Output));
    }
}
