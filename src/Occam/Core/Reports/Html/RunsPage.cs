using System.Globalization;
using System.Text;
using Occam.Core.Reports.Runs;

namespace Occam.Core.Reports.Html;

/// <summary>Shows one or several training runs as one self-contained HTML page: a table that compares them, and a picture for each curve.</summary>
public static class RunsPage
{
    private const double Height = 300;
    private const int MostPoints = 500;

    /// <summary>Writes the page.</summary>
    /// <param name="runs">The runs, at least one; the others are compared with the first.</param>
    public static string Write(IReadOnlyList<RunLog> runs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count, nameof(runs));
        var title = runs.Count == 1 ? runs[0].Name : $"{runs.Count} runs";
        var page = new StringBuilder();
        PageHead.Write(page, title, "training", "Occam training report");
        Table(page, [.. runs.Select(RunSummary.Of)]);
        foreach (var metric in runs.SelectMany(run => run.Metrics).Distinct(StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal))
        {
            var share = metric.StartsWith("top", StringComparison.Ordinal);
            Chart(page, runs, NameOf(metric), share ? "%" : string.Empty, run => run.Metric(metric).Select(pair => (pair.Entry.Epoch, pair.Value * (share ? 100 : 1))));
        }

        Chart(page, runs, "training loss", string.Empty, run => Numbers(run, entry => entry.Loss));
        Chart(page, runs, "learning rate", string.Empty, run => Numbers(run, entry => entry.LearningRate));
        page.Append("<footer>The same data for programs: log.jsonl in each run's folder.</footer>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string NameOf(string metric) => metric switch
    {
        "top1" => "top-1 accuracy",
        "top5" => "top-5 accuracy",
        "loss" => "test loss",
        _ => metric,
    };

    private static IEnumerable<(double Epoch, double Value)> Numbers(RunLog run, Func<RunLogEntry, double?> of) =>
        run.Entries.Where(entry => entry.Kind is RunLogEntry.StepKind or RunLogEntry.EpochKind).Select(entry => (entry.Epoch, Value: of(entry))).Where(pair => pair.Value is not null).Select(pair => (pair.Epoch, pair.Value!.Value));

    private static void Table(StringBuilder page, RunSummary[] runs)
    {
        var first = runs[0];
        page.Append("<div class=\"scroll\"><table>\n<thead><tr><th>Run</th><th>Best</th>");
        page.Append(runs.Length > 1 ? $"<th>against {HtmlReport.Text(first.Name)}</th>" : string.Empty);
        page.Append("<th>Last</th><th>Training loss</th><th>Epochs</th><th>Steps</th><th>Time</th><th>Images/s</th><th>Waiting</th><th>Parameters</th><th>MACs</th></tr></thead>\n<tbody>\n");
        foreach (var run in runs)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{HtmlReport.Text(run.Name)}<small>{HtmlReport.Text(run.State)}</small></th><td>{Value(run, run.Best)}<small>{(run.BestStep is { } step ? $"{NameOf(run.Metric!)}, step {step}" : string.Empty)}</small></td>");
            page.Append(runs.Length > 1 ? $"<td>{Difference(run, first)}</td>" : string.Empty);
            page.Append(CultureInfo.InvariantCulture, $"<td>{Value(run, run.Last)}</td><td>{(run.Loss is { } loss ? $"{loss:F4}" : "-")}</td><td>{run.Epochs:0.##}</td><td>{run.Steps}</td><td>{Duration(run.Seconds)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{(run.ImagesPerSecond is { } speed ? $"{speed:F0}" : "-")}</td><td>{(run.WaitShare is { } wait ? Quantities.Percent(wait, 1) : "-")}</td><td>{(run.Parameters is { } parameters ? Quantities.Count(parameters) : "-")}</td><td>{(run.Macs is { } macs ? Quantities.Count(macs) : "-")}</td></tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n<p class=\"note\">Waiting: the share of the training time in which steps waited for their batches. Images a second: training alone, without tests and checkpoints.</p>\n");
    }

    private static string Duration(double seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F1} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h"),
    };

    private static string Value(RunSummary run, double? value) => value switch
    {
        null => "-",
        { } share when run.Metric!.StartsWith("top", StringComparison.Ordinal) => Quantities.Percent(share),
        { } number => number.ToString("G5", CultureInfo.InvariantCulture),
    };

    private static string Difference(RunSummary run, RunSummary first)
    {
        if (ReferenceEquals(run, first) || run.Best is not { } best || first.Best is not { } other || !string.Equals(run.Metric, first.Metric, StringComparison.Ordinal))
        {
            return "-";
        }

        var share = run.Metric!.StartsWith("top", StringComparison.Ordinal);
        var difference = (best - other) * (share ? 100 : 1);
        var better = RunSummary.IsLoss(run.Metric) ? difference < 0 : difference > 0;
        return string.Create(CultureInfo.InvariantCulture, $"<span class=\"{(difference == 0 ? string.Empty : better ? "good" : "bad")}\">{difference:+0.00##;-0.00##;0.00}{(share ? " points" : string.Empty)}</span>");
    }

    private static void Chart(StringBuilder page, IReadOnlyList<RunLog> runs, string name, string unit, Func<RunLog, IEnumerable<(double Epoch, double Value)>> points)
    {
        var curves = runs.Select(run => points(run).Where(point => double.IsFinite(point.Value)).ToArray()).ToArray();
        var all = curves.SelectMany(curve => curve).ToArray();
        if (all.Length == 0)
        {
            return;
        }

        page.Append($"<section>\n<h2>{HtmlReport.Text(char.ToUpperInvariant(name[0]) + name[1..])}</h2>\n");
        var frame = new ChartFrame(Height, (0, all.Max(point => point.Epoch)), (all.Min(point => point.Value), all.Max(point => point.Value)));
        frame.Open(page, name, "epochs", unit.Length == 0 ? name : $"{name}, {unit}");
        foreach (var (i, curve) in curves.Index())
        {
            var kept = Thin(curve);
            page.Append($"<polyline class=\"curve\" style=\"stroke:{Colour(i, curves.Length)}\" points=\"{string.Join(' ', kept.Select(point => string.Create(CultureInfo.InvariantCulture, $"{frame.X(point.Epoch):F1},{frame.Y(point.Value):F1}")))}\"><title>{HtmlReport.Text(runs[i].Name)}</title></polyline>\n");
            if (kept.Length == 1)
            {
                page.Append(CultureInfo.InvariantCulture, $"<circle style=\"fill:{Colour(i, curves.Length)}\" r=\"3\" cx=\"{frame.X(kept[0].Epoch):F1}\" cy=\"{frame.Y(kept[0].Value):F1}\"/>\n");
            }
        }

        page.Append("</svg>\n");
        if (runs.Count > 1)
        {
            page.Append($"<p class=\"note\">{string.Join(" &nbsp; ", runs.Select((run, i) => $"<span style=\"color:{Colour(i, runs.Count)}\">&#9632;</span> {HtmlReport.Text(run.Name)}"))}</p>\n");
        }

        page.Append("</section>\n");
    }

    // Mean of neighbours, so that a long run does not make a page of megabytes.
    private static (double Epoch, double Value)[] Thin((double Epoch, double Value)[] curve) => curve.Length <= MostPoints
        ? curve
        : [.. curve.Chunk((curve.Length + MostPoints - 1) / MostPoints).Select(chunk => (chunk[^1].Epoch, chunk.Average(point => point.Value)))];

    private static string Colour(int i, int count) => string.Create(CultureInfo.InvariantCulture, $"hsl({(215 + (i * 360.0 / count)) % 360:F0} 65% 50%)");
}
