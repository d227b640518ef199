using System.Text;

namespace Occam.Core.Reports.Html;

/// <summary>The proof, and on what it was made.</summary>
internal static class CertificateSection
{
    public static void Write(StringBuilder page, CompressionReport report)
    {
        var certificate = report.Certificate;
        page.Append("<section>\n<h2>Certificate</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Check</th><th>Largest relative difference</th><th>Allowed</th><th></th></tr></thead>\n<tbody>\n");
        foreach (var check in certificate.Oracle.Concat(certificate.Parity))
        {
            page.Append($"<tr><th>{HtmlReport.Text(check.What)}</th><td>{check.Difference:0.0E+0}</td><td>{check.Tolerance:0.0E+0}</td><td class=\"{(check.Passed ? "good" : "bad")}\">{(check.Passed ? "passed" : "FAILED")}</td></tr>\n");
        }

        page.Append("</tbody>\n</table></div>\n<dl>\n");
        Term(page, "Read", Digest(certificate.Input));
        foreach (var output in certificate.Outputs)
        {
            Term(page, "Written", Digest(output));
        }

        if (certificate.Compensation is { } compensation)
        {
            Term(page, "Constants", HtmlReport.Text(compensation.ToString()));
        }

        if (certificate.NotProved.Count > 0)
        {
            Term(page, "Not covered by the comparison", string.Join("<br>", certificate.NotProved.Select(unit => HtmlReport.Text($"{unit.Removed} channels of {unit.Unit}: {unit.Reason}"))));
        }

        var machine = report.Machine;
        Term(page, "Data", HtmlReport.Text($"{report.Data.Description}; images {report.Data.ImageSize}, {report.Data.TrainImages:N0} for training and calibration, {report.Data.TestImages:N0} for testing; {report.Data.Normalisation}"));
        Term(page, "Seed", $"{certificate.Seed}");
        Term(page, "Machine", HtmlReport.Text($"{machine.Processor}, {machine.UsableCores} usable cores, {Quantities.Bytes(machine.MemoryBytes)} of memory, {machine.System}"));
        var versions = certificate.Versions;
        Term(page, "Versions", HtmlReport.Text($"Occam {versions.Occam}, TorchSharp {versions.TorchSharp}, LibTorch {versions.LibTorch}, ONNX Runtime {versions.OnnxRuntime}, {versions.Runtime}"));
        Term(page, "Time", HtmlReport.Text(string.Join(", ", report.Stages.Select(stage => $"{stage.Stage} {stage.Seconds:F1} s"))));
        page.Append("</dl>\n</section>\n");
    }

    private static void Term(StringBuilder page, string term, string html) => page.Append($"<dt>{term}</dt><dd>{html}</dd>\n");

    private static string Digest(FileDigest file) => $"{HtmlReport.Text(file.Name)}, {file.Bytes:N0} bytes<br><code>SHA-256 {file.Sha256}</code>";
}
