using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>The table of the models.</summary>
internal static class FiguresSection
{
    public static void Write(StringBuilder page, CompressionReport report)
    {
        page.Append("""
            <section>
            <h2>Figures</h2>
            <div class="scroll"><table>
            <thead><tr><th>Model</th><th>Top-1 accuracy</th><th>Agreement</th><th>MACs</th><th>Parameters</th><th>File</th><th>Latency</th><th>Speed-up</th><th>of theory</th></tr></thead>
            <tbody>

            """);
        foreach (var model in report.Models)
        {
            page.Append($"""
                <tr><th>{HtmlReport.Text(model.Name)}<small>{HtmlReport.Text(model.File)}</small></th><td>{(model.Accuracy is { } accuracy ? Quantities.Percent(accuracy) : "no labels")}</td><td>{Quantities.Percent(model.Agreement)}</td><td>{Quantities.Count(model.Macs)}</td><td>{Quantities.Count(model.Parameters)}</td><td>{Quantities.Bytes(model.FileBytes)}</td><td>{Quantities.Milliseconds(model.LatencyMilliseconds)}</td><td>{Quantities.Ratio(model.MeasuredSpeedup)}</td><td>{model.Efficiency:F2}<small>of {Quantities.Ratio(model.TheoreticalSpeedup)}</small></td></tr>

                """);
        }

        page.Append($"""
            </tbody>
            </table></div>
            <p class="note">Measured on {report.Data.TestImages:N0} test images that were not trained on. Agreement: the share that gets the same class from the original.
            Latency: median for one image in ONNX Runtime with {report.LatencyThreads} {(report.LatencyThreads == 1 ? "thread" : "threads")}, models taken in turns.
            Theory: operations saved, an 8-bit operation counted as a quarter of a float one.</p>
            </section>

            """);
    }
}
