using System.Globalization;
using Occam.Graphs;
using Occam.Models.Architectures;
using Occam.Models.Quantizers;
using Occam.Onnx;
using Occam.Onnx.Quantization;
using Occam.Onnx.Runtime;
using Occam.Testing.Networks;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Quantization;

/// <summary>
/// Float against int8 in ONNX Runtime, one thread, batch 1, models measured in turns: all layers in integers, depthwise convolutions in float, and what is chosen by measured time:
/// <c>results/int8-latency.csv</c>.
/// </summary>
internal sealed class Int8Latency : Benchmark
{
    private static readonly string[] Header =
        ["network", "input", "float_ms", "int8_ms", "int8_speedup", "float_depthwise_ms", "float_depthwise_speedup", "chosen_ms", "chosen_speedup", "chosen_float_layers", "threads", "dot_product"];

    public override string Name => "int8-latency";

    public override string Description => "float against int8 networks in ONNX Runtime, depthwise convolutions in float and in int8";

    /// <summary>Measures the built-in networks, or the ONNX files that are given (then only printed).</summary>
    public override int Run(IReadOnlyList<string> arguments)
    {
        var rows = new List<string[]>();
        foreach (var path in arguments)
        {
            Measure(rows, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))!), OnnxReader.Read(path));
        }

        if (arguments.Count > 0)
        {
            return 0;
        }

        Measure(rows, "resnet-w64", ResNet.Build(new ResNetOptions { Channels = 3, Size = 64, Widths = [64, 128, 256], Blocks = [2, 2, 2] }));
        Measure(rows, "resnet-fashion", ResNet.Build(new ResNetOptions()));
        Measure(rows, "mobilenet-v2", InvertedResidualNetwork.Build(64));
        Measure(rows, "mobilenet-v2", InvertedResidualNetwork.Build(160));
        var text = Path.Combine(ResultsFile.Repository, "..", "shared", "models", "real", "text_direction_cls.onnx");
        if (File.Exists(text) && TextLines.Find() is { } lines)
        {
            Measure(rows, "text-direction", OnnxReader.Read(text), lines.Draw(0, 1).Lines);
            lines.Dispose();
        }

        ResultsFile.Write("int8-latency", Header, rows);
        return 0;
    }

    private static void Measure(List<string[]> rows, string name, Graph graph, Tensor? input = null)
    {
        using var owned = graph;
        using var scope = NewDisposeScope();
        IReadOnlyList<Tensor> batch = input is null ? RandomInputs.For(graph) : [input];
        using var quantized = new StaticQuantizer().Quantize(graph, [batch]);
        using var partly = new StaticQuantizer(new StaticQuantizerOptions { Depthwise = DepthwisePrecision.Float }).Quantize(graph, [batch]);
        var choice = new FastestPrecision(graph, batch, threads: 1, CancellationToken.None).Choose(
            new StaticQuantizer().Quantize(graph, [batch]), floats => new StaticQuantizer(new StaticQuantizerOptions { Exclude = floats }).Quantize(graph, [batch]), new StaticQuantizerOptions());
        using var chosen = choice.Model;
        using var first = new OnnxSession(graph); // ONNX Runtime folds BatchNorm itself
        using var second = new OnnxSession(quantized.Graph);
        using var third = new OnnxSession(partly.Graph);
        using var fourth = new OnnxSession(chosen.Graph);
        var result = LatencyMeter.Compare([first, second, third, fourth], [batch, batch, batch, batch], new LatencyOptions { MinimumDuration = TimeSpan.FromSeconds(2) });
        rows.Add([
            name,
            string.Join('x', batch[0].shape),
            Text(result.Results[0].Median),
            Text(result.Results[1].Median),
            Text(result.SpeedUp(1)),
            Text(result.Results[2].Median),
            Text(result.SpeedUp(2)),
            Text(result.Results[3].Median),
            Text(result.SpeedUp(3)),
            choice.IsFloat ? "all" : choice.Returned.Count.ToString(CultureInfo.InvariantCulture),
            "1",
            IntegerArithmetic.HasDotProduct ? "yes" : "no",
        ]);
        Console.WriteLine(string.Join("  ", Header.Zip(rows[^1], (column, cell) => $"{column} {cell}")));
    }

    private static string Text(double number) => number.ToString("F3", CultureInfo.InvariantCulture);
}
