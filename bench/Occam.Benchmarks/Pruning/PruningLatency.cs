using Occam.Benchmarks.Quantization;
using Occam.Graphs;
using Occam.Graphs.Channels;
using Occam.Models.Pruners;
using Occam.Onnx.Latency;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Pruning;

internal sealed class PruningLatency : Benchmark
{
    public override string Name => "pruning-latency";

    public override string Description => "x";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var net = arguments[0]; var size = int.Parse(arguments[1]);
        using var graph = net == "r" ? BottleneckNetwork.Build(size) : InvertedResidualNetwork.Build(size);
        var analysis = Pruner.Analyse(graph);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var table = new LatencyTable(LatencyMachine.This(1));
        if (arguments.Count > 2)
        {
            var sizes = analysis.Graph.Inputs.ToDictionary(input => input.Name, input => analysis.Shapes.Dimensions(input)!, StringComparer.Ordinal);
            foreach (var k in KernelProfile.Measure(analysis.Graph, 1, sizes)) Console.WriteLine($"{k.Operator} {k.Node} {k.Milliseconds:F4}");
        }
        var latency = new NetworkLatency(analysis, table);
        Console.WriteLine($"full {latency.Full:F3} explained {latency.Explained:F3} {latency} count {table.Count} in {watch.Elapsed.TotalSeconds:F1}");
        var rng = new Random(0);
        var sessions = new List<OnnxSession> { new(analysis.Graph) };
        var predicted = new List<double> { latency.Full };
        foreach (var (mult, share) in new[] { (16, 0.7), (16, 0.5), (8, 0.7), (8, 0.5), (4, 0.7), (1, 0.7), (16, -1), (16, -1), (8, -1), (1, -1) })
        {
            int[] removed = [.. analysis.Units.Select(u => { var n = u.Channels.Count; var s = share > 0 ? share : 0.3 + 0.7 * rng.NextDouble(); var kept = Math.Clamp((int)Math.Round(n * s / mult) * mult, Math.Min(mult, n), n); return n - kept; })];
            predicted.Add(latency.Milliseconds(removed));
            using var pruned = ChannelSlicer.Remove(analysis, analysis.Units.SelectMany((u, i) => u.Channels.Take(removed[i])));
            sessions.Add(new(pruned));
        }
        Console.WriteLine($"count {table.Count} in {watch.Elapsed.TotalSeconds:F1}");
        using var scope = NewDisposeScope();
        var input = RandomInputs.For(analysis.Graph);
        var result = LatencyMeter.Compare(sessions, [.. sessions.Select(_ => input)], new LatencyOptions { MinimumDuration = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < sessions.Count; i++)
        {
            Console.WriteLine($"predicted {predicted[i]:F3} {predicted[i] / predicted[0]:F3} measured {result.Results[i].Median:F3} {1 / result.SpeedUp(i):F3}");
        }
        return 0;
    }
}
