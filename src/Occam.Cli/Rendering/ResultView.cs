using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Core.Reports;

namespace Occam.Cli.Rendering;

/// <summary>Prints what a compression reached.</summary>
internal static class ResultView
{
    /// <summary>Prints the table, the remarks and where everything is.</summary>
    public static void Write(Terminal terminal, CompressResult result)
    {
        var report = result.Report;
        var labelled = report.Models[0].Accuracy is not null;
        string[] columns = [.. labelled ? new[] { "Model", ">Top-1 accuracy" } : ["Model"], ">Agreement", ">MACs", ">Parameters", ">File", ">Latency", ">Speed-up", ">of theory"];
        var table = PlainTable.Create(columns);
        foreach (var model in report.Models)
        {
            string[] figures =
            [
                Quantities.Percent(model.Agreement),
                Quantities.Count(model.Macs),
                Quantities.Count(model.Parameters),
                Quantities.Bytes(model.FileBytes),
                Quantities.Milliseconds(model.LatencyMilliseconds),
                Quantities.Ratio(model.MeasuredSpeedup),
                $"{model.Efficiency:F2} of {Quantities.Ratio(model.TheoreticalSpeedup)}",
            ];
            table.AddTextRow([model.Name, .. model.Accuracy is { } accuracy ? new[] { Quantities.Percent(accuracy) } : [], .. figures]);
        }

        terminal.Console.Write(table);
        var output = terminal.Output;
        output.WriteLine($"{report.Data.TestImages:N0} test images; latency: median of one image in ONNX Runtime, {report.LatencyThreads} {(report.LatencyThreads == 1 ? "thread" : "threads")}, this machine.");
        output.WriteLine("Speed-up of theory: measured, of what the saved operations allow (an 8-bit one counts a quarter).");
        foreach (var remark in report.Remarks)
        {
            output.WriteLine($"Note: {remark}");
        }

        output.WriteLine();
        output.WriteLine($"Results in {result.Folder}:");
        foreach (var file in result.Files)
        {
            output.WriteLine($"  {Path.GetFileName(file)}");
        }
    }
}
