using System.Globalization;
using Occam.Graphs;
using Occam.Models.Quantizers;
using Occam.Onnx;
using Occam.Onnx.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Quantization;

/// <summary>How near int8 networks stay for each way to find ranges; calibrated on one seed, judged on another: <c>results/int8-ranges.csv</c>.</summary>
internal sealed class Int8Ranges : Benchmark
{
    private const int CalibrationBatches = 16;
    private const ulong JudgedSeed = 999;
    private static readonly Scalar Two = 2;

    public override string Name => "int8-ranges";

    public override string Description => "signal to quantization noise of int8 ONNX files for each way to find ranges";

    /// <summary>Measures the ONNX files that are given.</summary>
    public override int Run(IReadOnlyList<string> arguments)
    {
        var rows = new List<string[]>();
        var methods = Enum.GetValues<RangeMethod>();
        foreach (var path in arguments)
        {
            using var graph = OnnxReader.Read(path);
            var name = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))!);
            rows.Add([name, .. methods.Select(method => Judge(graph, method).ToString("F1", CultureInfo.InvariantCulture))]);
            Console.WriteLine(string.Join("  ", rows[^1]));
        }

        if (rows.Count > 0)
        {
            ResultsFile.Write("int8-ranges", ["network", .. methods.Select(method => $"{method}_db")], rows);
        }

        return 0;
    }

    private static double Judge(Graph graph, RangeMethod method)
    {
        using var scope = NewDisposeScope();
        var batches = Enumerable.Range(0, CalibrationBatches).Select(i => RandomInputs.For(graph, (ulong)i));
        using var quantized = new StaticQuantizer(new StaticQuantizerOptions { Ranges = method }).Quantize(graph, batches);
        using var floating = new OnnxSession(graph);
        using var integer = new OnnxSession(quantized.Graph);
        var inputs = RandomInputs.For(graph, JudgedSeed);
        var (expected, actual) = (floating.Run(inputs)[0], integer.Run(inputs)[0]);
        var (signal, noise) = (expected.pow(Two).mean().item<float>(), actual.sub(expected).pow(Two).mean().item<float>());
        return 10 * Math.Log10(signal / noise);
    }
}
