using System.Globalization;
using System.Text;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Searchers;

namespace Occam.Core.Reports.Html;

/// <summary>
/// Shows a search as one self-contained HTML page: every measured subnet by cost and score, the Pareto front, the progress, the subnets of targets, latencies as predicted and as measured,
/// and the winner.
/// </summary>
internal static class SearchPage
{
    private const double Height = 340;
    private const double Million = 1e6;

    public static string Write(string name, SearchStory story, SubnetFigures figures)
    {
        var page = new StringBuilder();
        PageHead.Write(page, name, "search", "Occam search report");
        page.Append($"""
            <p class="note">{story.Seen.Count:N0} subnets seen, {story.Seen.Count(seen => seen.IsMeasured):N0} measured, in {story.Steps}. The best reaches {Score(story.Best)} on the validation images with the supernet's weights, at {Quantities.Count(figures.Macs)} multiply-accumulates and {Quantities.Count(figures.Parameters)} parameters. Scores of a supernet rank subnets; what one is worth shows after retraining.</p>

            """);
        if (story.Progress.Count > 0)
        {
            Front(page, story);
            Curve(page, "Progress", story.ProgressTitle, story.Steps.Split(' ')[^1], [.. story.Progress.Select(point => (point.Step, point.Score * 100))]);
        }

        Table(page, "Targets", ["Target", "Multiply-accumulates", "Score"], story.Targets.Select(found => new[] { Quantities.Count((long)found.Target), Quantities.Count((long)found.Subnet.Figures[0]), Score(found.Subnet) }));
        Table(page, "Latency, one image and one thread", ["Score", "Predicted by the table of kernels", "Measured", "Limit"], story.Latencies.Select(check => new[]
        {
            Score(check.Subnet), check.Predicted is { } predicted ? Quantities.Milliseconds(predicted) : "not predicted", Quantities.Milliseconds(check.Measured), $"{Quantities.Milliseconds(check.Limit)}, {(check.IsMet ? "met" : "missed")}",
        }));
        Table(page, "The best subnet", ["Place", "Choice"], story.Best.Subnet.Choices.Select(choice => new[] { choice.Key, choice.Value }));
        page.Append("<footer>The same data for programs: search.csv, subnet.yaml.</footer>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Score(ScoredSubnet seen) => seen.IsMeasured ? Quantities.Percent(seen.Score) : "no measured score";

    private static void Front(StringBuilder page, SearchStory story)
    {
        var points = story.Seen.Where(seen => seen.IsMeasured).Select(seen => (X: seen.Figures[0] / Million, Y: seen.Score * 100)).ToArray();
        var frame = Frame(points);
        page.Append("<section>\n<h2>Pareto front</h2>\n");
        frame.Open(page, "Score against cost", "million multiply-accumulates (left is cheaper)", "validation accuracy, %");
        foreach (var (x, y) in points)
        {
            page.Append(CultureInfo.InvariantCulture, $"<circle class=\"first\" cx=\"{frame.X(x):F1}\" cy=\"{frame.Y(y):F1}\" r=\"2.5\"/>\n");
        }

        Line(page, frame, TradeOff.Front(story.Seen, 0).Select(seen => (seen.Figures[0] / Million, seen.Score * 100)));
    }

    private static void Curve(StringBuilder page, string heading, string title, string xTitle, (double X, double Y)[] points)
    {
        var frame = Frame(points);
        page.Append($"<section>\n<h2>{heading}</h2>\n");
        frame.Open(page, title, xTitle, "validation accuracy, %");
        Line(page, frame, points);
    }

    private static void Line(StringBuilder page, ChartFrame frame, IEnumerable<(double X, double Y)> points) =>
        page.Append($"<polyline class=\"curve\" points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{frame.X(point.X):F1},{frame.Y(point.Y):F1}")))}\"/>\n</svg>\n</section>\n");

    private static ChartFrame Frame((double X, double Y)[] points) =>
        new(Height, (points.Min(point => point.X), points.Max(point => point.X)), (points.Min(point => point.Y), points.Max(point => point.Y)));

    private static void Table(StringBuilder page, string heading, string[] columns, IEnumerable<string[]> rows)
    {
        var cells = rows.ToArray();
        if (cells.Length == 0)
        {
            return;
        }

        page.Append($"<section>\n<h2>{heading}</h2>\n<div class=\"scroll\"><table>\n<thead><tr>{string.Concat(columns.Select(column => $"<th>{column}</th>"))}</tr></thead>\n<tbody>\n");
        foreach (var row in cells)
        {
            page.Append($"<tr><th>{HtmlReport.Text(row[0])}</th>{string.Concat(row.Skip(1).Select(cell => $"<td>{HtmlReport.Text(cell)}</td>"))}</tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n</section>\n");
    }
}
