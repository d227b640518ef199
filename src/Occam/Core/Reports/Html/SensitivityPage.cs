using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>Shows a <see cref="SensitivityReport"/> as one self-contained HTML page.</summary>
internal static class SensitivityPage
{
    private const double Height = 320;

    public static string Write(SensitivityReport report)
    {
        var measure = report.Accuracy is null ? "agreement with the original" : "top-1 accuracy";
        var page = new StringBuilder();
        PageHead.Write(page, report.Model, "sensitivity", "Occam sensitivity report");
        page.Append($"""
            <p class="note">Each unit alone loses its lowest-scored channels by {HtmlReport.Text(report.Criterion)}; {measure} on {report.Images:N0} test images, not trained after removal. The whole network: {Quantities.Percent(Whole(report))}.</p>

            """);
        var units = report.Points.GroupBy(point => point.Unit, StringComparer.Ordinal).ToArray();
        Chart(page, report, units, measure);
        Table(page, report, units);
        page.Append("<footer>The same data for programs: sensitivity.json, sensitivity.csv.</footer>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static double Whole(SensitivityReport report) => report.Accuracy ?? 1;

    private static double Value(SensitivityPoint point) => point.Accuracy ?? point.Agreement;

    private static void Chart(StringBuilder page, SensitivityReport report, IGrouping<string, SensitivityPoint>[] units, string measure)
    {
        double[] values = [Whole(report), .. report.Points.Select(Value)];
        var frame = new ChartFrame(Height, (0, report.Points.Max(point => point.Ratio) * 100), (values.Min() * 100, values.Max() * 100));
        frame.Open(page, "sensitivity by unit", "channels removed, %", $"{measure}, %");
        foreach (var unit in units)
        {
            var points = unit.Select(point => (X: point.Ratio, Y: Value(point))).Prepend((X: 0, Y: Whole(report)));
            page.Append($"<polyline class=\"curve\" points=\"{string.Join(' ', points.Select(point => $"{frame.X(point.X * 100):F1},{frame.Y(point.Y * 100):F1}"))}\"><title>{HtmlReport.Text(unit.Key)}</title></polyline>\n");
        }

        page.Append("</svg>\n");
    }

    private static void Table(StringBuilder page, SensitivityReport report, IGrouping<string, SensitivityPoint>[] units)
    {
        page.Append("<div class=\"scroll\"><table>\n<thead><tr><th>Unit</th><th>Channels</th>");
        foreach (var ratio in report.Points.Select(point => point.Ratio).Distinct())
        {
            page.Append($"<th>without {ratio * 100:0.##} %</th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var unit in units.OrderBy(unit => unit.Average(Value)))
        {
            page.Append($"<tr><th>{HtmlReport.Text(unit.Key)}</th><td>{unit.First().Channels}</td>{string.Concat(unit.Select(point => $"<td>{Quantities.Percent(Value(point))}</td>"))}</tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n<p class=\"note\">The most sensitive unit comes first.</p>\n");
    }
}
