using System.Text.Json;
using Occam.Apis;
using Occam.Core.Compression;
using Occam.Core.Reports;
using Occam.Core.Reports.Html;
using Occam.Core.Training;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;

namespace Occam.Core.Pruning;

/// <summary>One measurement of sensitivity, from the file that was read to the page.</summary>
internal sealed class SensitivityRun(SensitivityOptions options, Action<SensitivityPoint> progress, CancellationToken cancellation)
{
    private const int DataBatch = 32;

    /// <summary>Measures what is not measured yet, and writes the results.</summary>
    public SensitivityReport Run()
    {
        using var whole = Subject.Read(new CompressOptions { Model = options.Model, Data = options.Data, Output = options.Output });
        var images = Math.Min(options.Images ?? int.MaxValue, whole.Data.Test.Count);
        var subject = whole with { Data = whole.Data with { Test = whole.Data.Test.Take([.. Enumerable.Range(0, images)]) } };
        var test = new TestSet(subject, DataBatch);
        var analysis = Pruner.Analyse(subject.Graph);
        using var analysed = analysis.Graph;
        if (analysis.Units.Count == 0)
        {
            throw new GraphException($"Nothing in '{options.Model}' can be pruned; 'occam inspect' says why.");
        }

        var table = new SensitivityTable(PathOf("sensitivity.csv"), Request(images));
        table.Read();
        var scores = Pruner.Score(
            analysis, new PruningOptions { Criterion = options.Criterion, Seed = options.Seed }, new CriterionData(subject.Batches(subject.Data.Calibration, DataBatch)));
        Directory.CreateDirectory(options.Output);
        var original = test.Predict(subject.Graph, cancellation);
        List<SensitivityPoint> points = [];
        for (var unit = 0; unit < analysis.Units.Count; unit++)
        {
            foreach (var ratio in options.Ratios)
            {
                points.Add(table.Find(analysis.Units[unit].Name, ratio) ?? Measure(analysis, analysis.Units[unit], scores.Units[unit], ratio, test, original, table));
            }
        }

        var report = new SensitivityReport { Model = Path.GetFileNameWithoutExtension(options.Model), Criterion = scores.Criterion, Images = images, Accuracy = test.Accuracy(original), Points = points };
        WholeFile.WriteText(PathOf("sensitivity.json"), JsonSerializer.Serialize(report, ReportJson.Default.SensitivityReport));
        WholeFile.WriteText(PathOf("sensitivity.html"), SensitivityPage.Write(report));
        return report;
    }

    private SensitivityPoint Measure(
        ChannelAnalysis analysis, PruningUnit unit, IReadOnlyList<double> scores, double ratio, TestSet test, int[] original, SensitivityTable table)
    {
        cancellation.ThrowIfCancellationRequested();
        var count = unit.Channels.Count;
        var removed = Math.Min((int)Math.Round(ratio * count), count - 1);
        Channel[] lowest = [.. Enumerable.Range(0, count).OrderBy(i => scores[i]).ThenBy(i => i).Take(removed).Order().Select(i => unit.Channels[i])];
        using var pruned = ChannelSlicer.Remove(analysis, lowest);
        var predictions = test.Predict(pruned, cancellation);
        var point = new SensitivityPoint(unit.Name, ratio, count, removed, test.Accuracy(predictions), Evaluator.Agreement(predictions, original));
        table.Add(point);
        progress(point);
        return point;
    }

    private string Request(int images) =>
        $"model sha256 {FileDigest.Of(options.Model).Sha256}, criterion {options.Criterion}, seed {options.Seed}, {images} images of {Path.GetFileName(Path.TrimEndingDirectorySeparator(options.Data))}";

    private string PathOf(string name) => Path.Combine(options.Output, name);
}
