using System.Globalization;
using System.Xml.Linq;
using Occam.Core.Reports.Html;
using Occam.Core.Reports.Runs;

namespace Occam.Tests.Core.Reports.Runs;

public sealed class RunsPageTests
{
    [Fact]
    public void Summary_has_the_best_evaluation_and_the_costs_at_the_end()
    {
        var summary = RunSummary.Of(Log("a", [0.5, 0.8, 0.7]));

        Assert.Equal(("top1", 0.8, 20L, 0.7), (summary.Metric, summary.Best, summary.BestStep, summary.Last));
        Assert.Equal((0.3, 1000L, 30L, "complete"), (summary.Loss, summary.Parameters, summary.Steps, summary.State));
    }

    [Fact]
    public void Loss_is_best_low_where_nothing_else_is_measured()
    {
        var log = new RunLog("a", [Evaluation(1, "loss", 2), Evaluation(2, "loss", 1), Evaluation(3, "loss", 3)]);
        Assert.Equal(("loss", 1.0, 2L, "unfinished"), (RunSummary.Of(log).Metric, RunSummary.Of(log).Best, RunSummary.Of(log).BestStep, RunSummary.Of(log).State));
    }

    [Fact]
    public void Page_is_well_formed_and_every_run_has_its_curve_in_every_picture()
    {
        var page = XDocument.Parse(RunsPage.Write([Log("a & b", [0.5, 0.8, 0.7]), Log("<c>", [0.6, 0.85])]).Replace("&nbsp;", " ", StringComparison.Ordinal).Replace("<!DOCTYPE html>", string.Empty, StringComparison.Ordinal)
            .Replace("<meta charset=\"utf-8\">", string.Empty, StringComparison.Ordinal)
            .Replace("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", string.Empty, StringComparison.Ordinal)
            .Replace("<meta name=\"color-scheme\" content=\"light dark\">", string.Empty, StringComparison.Ordinal));

        var pictures = page.Descendants("svg").ToArray();
        Assert.Equal(["top-1 accuracy", "training loss", "learning rate"], pictures.Select(picture => (string?)picture.Attribute("aria-label")));
        Assert.All(pictures, picture => Assert.Equal(["a & b", "<c>"], picture.Elements("polyline").Select(curve => curve.Element("title")!.Value)));
        Assert.Contains("+5.00 points", page.Root!.Value, StringComparison.Ordinal);
        Assert.Contains("80.00 %", page.Root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Curve_rises_where_the_metric_rises()
    {
        var page = RunsPage.Write([Log("a", [0.5, 0.8, 0.7])]);
        var points = page.Split("points=\"")[1].Split('"')[0].Split(' ').Select(point => point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(3, points.Length);
        Assert.True(points[0][0] < points[1][0] && points[1][0] < points[2][0]);
        Assert.True(points[1][1] < points[2][1] && points[2][1] < points[0][1]); // downwards in SVG
    }

    [Fact]
    public void Long_run_makes_no_large_page()
    {
        var log = new RunLog("long", [.. Enumerable.Range(1, 100_000).Select(step => new RunLogEntry { Kind = RunLogEntry.StepKind, Step = step, Epoch = step / 100.0, Loss = 1.0 / step, LearningRate = 0.1 })]);
        Assert.InRange(RunsPage.Write([log]).Length, 1000, 60_000);
    }

    private static RunLog Log(string name, double[] accuracies) => new(name, [
        new RunLogEntry { Kind = RunLogEntry.FiguresKind, Step = 1, Metrics = new Dictionary<string, double>(StringComparer.Ordinal) { ["parameters"] = 1000, ["macs"] = 5000 } },
        .. accuracies.SelectMany((accuracy, epoch) => new[]
        {
            new RunLogEntry { Kind = RunLogEntry.EpochKind, Step = 10 * (epoch + 1), Epoch = epoch + 1, Loss = 0.9 / (epoch + 1), LearningRate = 0.1, ImagesPerSecond = 100, WaitShare = 0.01 },
            Evaluation(10 * (epoch + 1), "top1", accuracy),
        }),
        new RunLogEntry { Kind = RunLogEntry.EndKind, Step = 10 * accuracies.Length, Epoch = accuracies.Length, Seconds = 12 }]);

    private static RunLogEntry Evaluation(long step, string metric, double value) =>
        new() { Kind = RunLogEntry.EvaluationKind, Step = step, Epoch = step / 10.0, Metrics = new Dictionary<string, double>(StringComparer.Ordinal) { [metric] = value } };
}
