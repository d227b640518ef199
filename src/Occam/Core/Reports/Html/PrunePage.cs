using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>Shows a <see cref="PruneReport"/> as one self-contained HTML page.</summary>
internal static class PrunePage
{
    public static string Write(PruneReport report)
    {
        var page = new StringBuilder();
        PageHead.Write(page, report.Model, "pruned", "Occam pruning report");
        page.Append("""
            <div class="scroll"><table>
            <thead><tr><th></th><th>MACs</th><th>Parameters</th><th>Activations</th><th>File</th><th>Latency</th><th>Top-1 accuracy</th></tr></thead>
            <tbody>

            """);
        Row(page, "original", report.Before);
        Row(page, "pruned", report.After);
        page.Append($"""
            </tbody>
            </table></div>
            <p class="note">{Quantities.Ratio(report.MeasuredSpeedup)} as fast, measured in turns in ONNX Runtime with {report.LatencyThreads} {(report.LatencyThreads == 1 ? "thread" : "threads")}; {Quantities.Ratio((double)report.Before.Macs / Math.Max(1, report.After.Macs))} fewer operations.{(report.Agreement is { } agreement ? $" {Quantities.Percent(agreement)} of the test images get the same class as from the original." : string.Empty)} Not trained after pruning.</p>

            """);
        WidthsSection.WriteUnits(page, report.Units, report.Frozen, $"Ranked by {report.Criterion}.");
        page.Append("<section>\n<h2>Certificate</h2>\n<ul>\n");
        foreach (var check in report.Certificate.Oracle.Concat(report.Certificate.Parity))
        {
            page.Append($"<li>{HtmlReport.Text(check.What)}: largest relative difference {check.Difference:0.0E+0}, {check.Tolerance:0.0E+0} allowed</li>\n");
        }

        if (report.Certificate.Compensation is { } compensation)
        {
            page.Append($"<li>{HtmlReport.Text(compensation.ToString())}</li>\n");
        }

        foreach (var unit in report.Certificate.NotProved)
        {
            page.Append($"<li>not covered by the comparison: {unit.Removed} channels of {HtmlReport.Text(unit.Unit)}; {HtmlReport.Text(unit.Reason)}</li>\n");
        }

        page.Append($"</ul>\n</section>\n<footer>Made by Occam {HtmlReport.Text(report.Certificate.Versions.Occam)} on {HtmlReport.Text(report.Machine.Processor)}. The same data for programs: report.json, certificate.json.</footer>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Row(StringBuilder page, string name, PruneFigures figures) => page.Append(
        $"<tr><th>{name}</th><td>{Quantities.Count(figures.Macs)}</td><td>{Quantities.Count(figures.Parameters)}</td><td>{Quantities.Bytes(figures.ActivationBytes)}</td><td>{Quantities.Bytes(figures.FileBytes)}</td><td>{Quantities.Milliseconds(figures.LatencyMilliseconds)}</td><td>{(figures.Accuracy is { } accuracy ? Quantities.Percent(accuracy) : "-")}</td></tr>\n");
}
