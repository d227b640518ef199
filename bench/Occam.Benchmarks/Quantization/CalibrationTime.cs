using System.Diagnostics;
using System.Globalization;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Native;
using Occam.Models.Architectures;
using Occam.Models.Quantizers;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Quantization;

/// <summary>
/// The time to find the ranges of 512 images against the time to run them, both in TorchSharp on one thread, in turns, for each way to find ranges: <c>results/calibration-time.csv</c>.
/// </summary>
internal sealed class CalibrationTime : Benchmark
{
    private const int BatchSize = 32;
    private const int Batches = 16;
    private const int Rounds = 3;
    private static readonly string[] Header = ["network", "input", "images", "ranges", "values", "run_s", "calibrate_s", "ratio", "threads"];

    public override string Name => "calibration-time";

    public override string Description => "time to calibrate 512 images against the time to run them";

    /// <summary>Measures; no arguments.</summary>
    public override int Run(IReadOnlyList<string> arguments)
    {
        LibTorch.Threads = 1;
        var rows = new List<string[]>();
        Measure(rows, "resnet-fashion", ResNet.Build(new ResNetOptions()));
        Measure(rows, "resnet-w32", ResNet.Build(new ResNetOptions { Channels = 3, Size = 32, Widths = [32, 64, 128], Blocks = [2, 2, 2] }));
        Measure(rows, "mobilenet-v2", InvertedResidualNetwork.Build(64));
        ResultsFile.Write("calibration-time", Header, rows);
        return 0;
    }

    private static void Measure(List<string[]> rows, string name, Graph graph)
    {
        using var owned = graph;
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var sizes = graph.Inputs.ToDictionary(input => input.Name, input => (long[])[BatchSize, .. input.Type!.Dimensions!.Skip(1).Select(dimension => dimension.Size!.Value)], StringComparer.Ordinal);
        IReadOnlyList<Tensor>[] batches = [.. Enumerable.Range(0, Batches).Select(i => RandomInputs.For(graph, (ulong)i, sizes))];
        var shapes = NetworkPreparation.Prepare(graph, batches[0]);
        foreach (var method in Enum.GetValues<RangeMethod>())
        {
            var options = new StaticQuantizerOptions { Ranges = method };
            var observed = new ScaleGroups(SiteFinder.Find(graph, shapes, options.Backend, new(new HashSet<string>(), options.Depthwise))).Observed;
            var pairs = Enumerable.Range(0, Rounds + 1).Select(_ => (Run: Seconds(() => RunAll(graph, batches)), Calibrate: Seconds(() => Calibrator.Run(graph, observed, batches, options.CreateObserver)))).Skip(1).OrderBy(pair => pair.Calibrate / pair.Run).ToArray();
            var middle = pairs[Rounds / 2];
            rows.Add([name, string.Join('x', sizes.Values.First()), $"{BatchSize * Batches}", method.ToString(), $"{observed.Count}", Text(middle.Run), Text(middle.Calibrate), Text(middle.Calibrate / middle.Run), "1"]);
            Console.WriteLine(string.Join("  ", Header.Zip(rows[^1], (column, cell) => $"{column} {cell}")));
        }
    }

    private static void RunAll(Graph graph, IReadOnlyList<Tensor>[] batches)
    {
        var executor = new GraphExecutor(graph);
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            executor.Run(batch);
        }
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Text(double number) => number.ToString("F3", CultureInfo.InvariantCulture);
}
