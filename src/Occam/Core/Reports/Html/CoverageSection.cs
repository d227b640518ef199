using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>Which layers of the int8 model run as integers.</summary>
internal static class CoverageSection
{
    public static void Write(StringBuilder page, IReadOnlyList<LayerFigures>? coverage)
    {
        if (coverage is null)
        {
            return;
        }

        var integer = coverage.Count(layer => layer.IsInteger);
        var macs = coverage.Sum(layer => layer.Macs);
        var share = macs == 0 ? 0 : (double)coverage.Where(layer => layer.IsInteger).Sum(layer => layer.Macs) / macs;
        page.Append($"""
            <section>
            <h2>Integer coverage</h2>
            <p class="note">{integer} of {coverage.Count} weighted layers run as integer kernels in ONNX Runtime ({Quantities.Percent(share, 1)} of the operations), read back from the graph that it optimized.</p>
            <details>
            <summary>Layer by layer</summary>
            <div class="scroll"><table>
            <thead><tr><th>Layer</th><th>Operator</th><th>Runs as</th><th>MACs</th></tr></thead>
            <tbody>

            """);
        foreach (var layer in coverage)
        {
            page.Append($"<tr><th>{HtmlReport.Text(layer.Layer)}</th><td>{HtmlReport.Text(layer.Operator)}</td><td class=\"{(layer.IsInteger ? "good" : "bad")}\">{HtmlReport.Text(layer.RunsAs)}</td><td>{Quantities.Count(layer.Macs)}</td></tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n</details>\n</section>\n");
    }
}
