using System.Globalization;
using System.Text;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Searchers;

namespace Occam.Core.Reports.Html;

/// <summary>Shows a search as one self-contained HTML page: every measured subnet by cost and score, the Pareto front, the best score by generation, and the winner.</summary>
internal static class SearchPage
{
    private const double Height = 340;
    private const double Million = 1e6;

    public static string Write(string name, SubnetSearch search, SubnetFigures figures)
    {
        var best = search.Best!;
        var page = new StringBuilder();
        PageHead.Write(page, name, "search", "Occam search report");
        page.Append($"""
            <p class="note">{search.History.Count:N0} subnets seen, {search.History.Count(seen => seen.IsMeasured):N0} measured, in {search.Generation} generations. The best reaches {Quantities.Percent(best.Score)} on the validation images with the supernet's weights, at {Quantities.Count(figures.Macs)} multiply-accumulates and {Quantities.Count(figures.Parameters)} parameters. Scores of a supernet rank subnets; what one is worth shows after retraining.</p>

            """);
        Front(page, search);
        Progress(page, search);
        Winner(page, best);
        page.Append("<footer>The same data for programs: search.csv, subnet.yaml.</footer>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Front(StringBuilder page, SubnetSearch search)
    {
        var points = search.History.Where(seen => seen.IsMeasured).Select(seen => (X: seen.Figures[0] / Million, Y: seen.Score * 100)).ToArray();
        var frame = Frame(points);
        page.Append("<section>\n<h2>Pareto front</h2>\n");
        frame.Open(page, "Score against cost", "million multiply-accumulates (left is cheaper)", "validation accuracy, %");
        foreach (var (x, y) in points)
        {
            page.Append(CultureInfo.InvariantCulture, $"<circle class=\"first\" cx=\"{frame.X(x):F1}\" cy=\"{frame.Y(y):F1}\" r=\"2.5\"/>\n");
        }

        var front = search.ParetoFront(0).Select(seen => (X: seen.Figures[0] / Million, Y: seen.Score * 100)).ToArray();
        page.Append($"<polyline class=\"curve\" points=\"{string.Join(' ', front.Select(point => string.Create(CultureInfo.InvariantCulture, $"{frame.X(point.X):F1},{frame.Y(point.Y):F1}")))}\"/>\n</svg>\n</section>\n");
    }

    private static void Progress(StringBuilder page, SubnetSearch search)
    {
        var best = double.NegativeInfinity;
        var points = search.History.Where(seen => seen.IsMeasured).GroupBy(seen => seen.Generation).OrderBy(group => group.Key)
            .Select(group => (X: (double)group.Key + 1, Y: (best = Math.Max(best, group.Max(seen => seen.Score))) * 100)).ToArray();
        var frame = Frame(points);
        page.Append("<section>\n<h2>The best so far</h2>\n");
        frame.Open(page, "Best score by generation", "generation", "validation accuracy, %");
        page.Append($"<polyline class=\"curve\" points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{frame.X(point.X):F1},{frame.Y(point.Y):F1}")))}\"/>\n</svg>\n</section>\n");
    }

    private static ChartFrame Frame((double X, double Y)[] points) =>
        new(Height, (points.Min(point => point.X), points.Max(point => point.X)), (points.Min(point => point.Y), points.Max(point => point.Y)));

    private static void Winner(StringBuilder page, ScoredSubnet best)
    {
        page.Append("<section>\n<h2>The best subnet</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Place</th><th>Choice</th></tr></thead>\n<tbody>\n");
        foreach (var (key, choice) in best.Subnet.Choices)
        {
            page.Append($"<tr><th>{HtmlReport.Text(key)}</th><td>{HtmlReport.Text(choice)}</td></tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n</section>\n");
    }
}
