using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>The picture of accuracy (or agreement) against latency.</summary>
internal static class TradeOffChart
{
    private const double Height = 300;
    private const double LabelOffset = 14;
    private const double TextWidth = 7.5; // a generous width of one letter, to keep labels inside the picture

    public static void Write(StringBuilder page, CompressionReport report)
    {
        var labelled = report.Models.All(model => model.Accuracy is not null);
        var points = report.Models.Select(model => (model.Name, X: model.LatencyMilliseconds, Y: (labelled ? model.Accuracy!.Value : model.Agreement) * 100)).ToArray();
        var (low, high) = (points.Min(point => point.Y), points.Max(point => point.Y));
        var margin = Math.Max((high - low) * 0.35, 0.5);
        var frame = new ChartFrame(Height, (0, points.Max(point => point.X) * 1.08), (low - margin, Math.Min(high + margin, 100)));
        page.Append("<section>\n<h2>What is given for what</h2>\n");
        frame.Open(page, "Accuracy against latency", "median latency in ms (left is faster)", labelled ? "top-1 accuracy, %" : "agreement, %");
        page.Append($"<polyline class=\"path\" points=\"{string.Join(' ', points.Select(point => $"{frame.X(point.X):F1},{frame.Y(point.Y):F1}"))}\"/>\n");
        foreach (var (name, x, y) in points)
        {
            var (left, top) = (frame.X(x), frame.Y(y));
            var half = name.Length * TextWidth / 2;
            var anchor = Math.Clamp(left, 66 + half, ChartFrame.Width - 20 - half);
            page.Append($"<circle class=\"{Css(name)}\" cx=\"{left:F1}\" cy=\"{top:F1}\" r=\"7\"/><text class=\"label\" text-anchor=\"middle\" x=\"{anchor:F1}\" y=\"{top - LabelOffset:F1}\">{HtmlReport.Text(name)}</text>\n");
        }

        page.Append("</svg>\n</section>\n");
    }

    private static string Css(string name) => name.Contains("int8", StringComparison.Ordinal) ? "third" : string.Equals(name, "original", StringComparison.Ordinal) ? "first" : "second";
}
