using Occam.Apis;
using Occam.Cli.Hosting;
using Occam.Core.Reports;

namespace Occam.Cli.Rendering;

/// <summary>Prints what a prune reached.</summary>
internal static class PruneView
{
    /// <summary>Prints the figures and where everything is.</summary>
    public static void Write(Terminal terminal, PruneResult result)
    {
        var output = terminal.Output;
        output.WriteLine($"{result.Units.Sum(unit => unit.Before - unit.After):N0} of {result.Units.Sum(unit => unit.Before):N0} channels in {result.Units.Count} units {(result.Report is null ? "would leave" : "left")}.");
        if (result.Report is { } report)
        {
            var table = PlainTable.Create("Model", ">MACs", ">Parameters", ">Activations", ">File", ">Latency", ">Top-1 accuracy");
            Add("original", report.Before);
            Add("pruned", report.After);
            terminal.Console.Write(table);
            output.WriteLine($"{Quantities.Ratio(report.MeasuredSpeedup)} as fast, measured in ONNX Runtime with {report.LatencyThreads} {(report.LatencyThreads == 1 ? "thread" : "threads")}; {Quantities.Ratio((double)report.Before.Macs / Math.Max(1, report.After.Macs))} fewer operations.");
            output.WriteLine("Proved: equal to the original with the removed channels zeroed, in TorchSharp and in ONNX Runtime. Not trained: accuracy comes back with fine-tuning ('occam compress').");

            void Add(string name, PruneFigures figures) => table.AddTextRow(
                name,
                Quantities.Count(figures.Macs),
                Quantities.Count(figures.Parameters),
                Quantities.Bytes(figures.ActivationBytes),
                Quantities.Bytes(figures.FileBytes),
                Quantities.Milliseconds(figures.LatencyMilliseconds),
                figures.Accuracy is { } accuracy ? Quantities.Percent(accuracy) : "-");
        }

        foreach (var file in result.Files)
        {
            output.WriteLine($"Wrote {file}");
        }
    }
}
