using System.Net;
using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>
/// Shows a report as one HTML page: style and pictures inside, no scripts, nothing loaded from elsewhere. The pictures are SVG written by hand, because
/// they then take the page's font and colours (light and dark) and need no fonts on the machine that writes them.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the page.</summary>
    public static string Write(CompressionReport report)
    {
        var page = new StringBuilder();
        PageHead.Open(page, report.Model, "compressed");
        page.Append($"""
            <header>
            <p class="kicker">Occam compression report</p>
            <h1>{Text(report.Model)}</h1>
            {Headline.Write(report)}
            </header>

            """);
        Remarks(page, report.Remarks);
        FiguresSection.Write(page, report);
        TradeOffChart.Write(page, report);
        WidthsSection.Write(page, report.Pruning);
        TrainingChart.Write(page, report.Training);
        CoverageSection.Write(page, report.Coverage);
        CertificateSection.Write(page, report);
        page.Append($"""
            <footer>Made by Occam {Text(report.Certificate.Versions.Occam)}. The same data for programs: report.json, certificate.json.</footer>
            </main>
            </body>
            </html>

            """);
        return page.ToString();
    }

    /// <summary>Text that is safe inside an element or an attribute.</summary>
    internal static string Text(string? text) => WebUtility.HtmlEncode(text ?? string.Empty);

    private static void Remarks(StringBuilder page, IReadOnlyList<string> remarks)
    {
        if (remarks.Count == 0)
        {
            return;
        }

        page.Append("<section class=\"remarks\">\n<h2>To know before use</h2>\n<ul>\n");
        foreach (var remark in remarks)
        {
            page.Append($"<li>{Text(remark)}</li>\n");
        }

        page.Append("</ul>\n</section>\n");
    }
}
