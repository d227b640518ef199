using System.Globalization;
using Occam.Benchmarks.Quantization;
using Occam.Graphs;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Costs;
using Occam.Onnx.Latency;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Pruning;

/// <summary>
/// Operations saved against time saved in ONNX Runtime, one thread, batch 1, fresh weights ranked by L1: widths as they come, rounded to 8 and to 16, and
/// chosen by the latency table. All networks of a row's group are measured in turns: <c>results/pruning-latency.csv</c>.
/// </summary>
internal sealed class PruningLatency : Benchmark
{
    private const double Target = 0.5;

    private static readonly string[] Header =
        ["network", "input", "widths", "target", "macs_reduction", "predicted_speedup", "measured_speedup", "measured_over_theory", "milliseconds", "threads"];

    public override string Name => "pruning-latency";

    public override string Description => "operations saved against time saved, for unrounded, rounded and latency-aware widths";

    /// <summary>Measures the built-in networks.</summary>
    public override int Run(IReadOnlyList<string> arguments)
    {
        var rows = new List<string[]>();
        Measure(rows, "resnet50", BottleneckNetwork.Build(64));
        Measure(rows, "resnet50", BottleneckNetwork.Build(224));
        Measure(rows, "mobilenet-v2", InvertedResidualNetwork.Build(64));
        Measure(rows, "mobilenet-v2", InvertedResidualNetwork.Build(160));
        return 0;
    }

    private static void Measure(List<string[]> rows, string name, Graph graph)
    {
        using var owned = graph;
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        var latency = new LatencyModel(analysis, new LatencyTable(LatencyMachine.This(1)));
        var macs = new MacsModel(analysis);
        var options = new PruningOptions { TargetMacs = Target };
        var scores = Pruner.Score(analysis, options);
        (string Widths, string Target, PruningPlan Plan)[] plans =
        [
            ("unrounded", "macs", Pruner.Plan(analysis, scores, options with { WidthMultiple = 1 })),
            ("multiple of 8", "macs", Pruner.Plan(analysis, scores, options)),
            ("multiple of 16", "macs", Pruner.Plan(analysis, scores, options with { WidthMultiple = 16 })),
            ("latency-aware", "latency", Pruner.Plan(analysis, scores, options with { TargetMacs = null }, [new(latency, Target, "--target-latency")])),
        ];
        using var scope = NewDisposeScope();
        var image = RandomInputs.For(analysis.Graph);
        var sessions = new List<OnnxSession>();
        try
        {
            sessions.Add(new(analysis.Graph));
            foreach (var (_, _, plan) in plans)
            {
                using var pruned = Pruner.Apply(analysis, plan);
                sessions.Add(new(pruned));
            }

            var compared = LatencyMeter.Compare(sessions, [.. sessions.Select(_ => image)], new LatencyOptions { MinimumDuration = TimeSpan.FromSeconds(3) });
            var none = new int[analysis.Units.Count];
            foreach (var (i, (widths, target, plan)) in plans.Index())
            {
                int[] removed = [.. plan.Units.Select(unit => unit.Removed.Count)];
                var (theory, measured) = (macs.Of(none) / macs.Of(removed), compared.SpeedUp(i + 1));
                rows.Add([name, string.Join('x', image[0].shape), widths, target, Text(theory), Text(latency.Of(none) / latency.Of(removed)), Text(measured), Text(measured / theory), Text(compared.Results[i + 1].Median), "1"]);
                Console.WriteLine(string.Join("  ", Header.Zip(rows[^1], (column, cell) => $"{column} {cell}")));
            }

            ResultsFile.Write("pruning-latency", Header, rows);
        }
        finally
        {
            sessions.ForEach(session => session.Dispose());
        }
    }

    private static string Text(double number) => number.ToString("F3", CultureInfo.InvariantCulture);
}
