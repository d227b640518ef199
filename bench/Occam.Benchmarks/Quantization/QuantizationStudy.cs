using System.Diagnostics;
using System.Globalization;
using Occam.Apis;
using Occam.Core.Compression;
using Occam.Core.Training;
using Occam.Graphs;
using Occam.Models.Quantizers;
using Occam.Onnx.Runtime;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Quantization;

/// <summary>Accuracy of quantized trained networks in ONNX Runtime's integer kernels, by method and bits of a weight: <c>results/quantization-study.csv</c>.</summary>
internal sealed class QuantizationStudy : Benchmark
{
    private const int BatchSize = 64;

    private static readonly string[] Header = ["network", "variant", "weight_bits", "accuracy", "drop_points", "recovered_of_nearest", "seconds"];

    private static readonly (string Name, StaticQuantizerOptions Options)[] Variants =
    [
        ("nearest", new()),
        ("nearest", new() { WeightBits = 4 }),
        ("nearest+correction", new() { WeightBits = 4, CorrectBias = true }),
        ("nearest+equalised+correction", new() { WeightBits = 4, CorrectBias = true, Equalise = true }),
        ("adaround", new() { WeightBits = 4, Rounding = WeightRounding.AdaRound }),
        ("adaround+correction", new() { WeightBits = 4, Rounding = WeightRounding.AdaRound, CorrectBias = true }),
        ("gptq", new() { WeightBits = 4, Rounding = WeightRounding.Gptq }),
        ("gptq+correction", new() { WeightBits = 4, Rounding = WeightRounding.Gptq, CorrectBias = true }),
    ];

    public override string Name => "quantization-study";

    public override string Description => "accuracy of quantized networks by method; arguments: MODEL-FOLDER DATA-FOLDER";

    public override int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var models, var data])
        {
            Console.WriteLine("quantization-study MODEL-FOLDER DATA-FOLDER");
            return 2;
        }

        var rows = new List<string[]>();
        foreach (var path in Directory.EnumerateFiles(models, "*.onnx").Order(StringComparer.Ordinal))
        {
            Study(rows, new CompressOptions { Model = path, Data = data, Output = models, Quantize = NumberFormat.Int8 });
        }

        ResultsFile.Write("quantization-study", Header, rows);
        return 0;
    }

    private static void Study(List<string[]> rows, CompressOptions options)
    {
        using var subject = Subject.Read(options);
        var name = Path.GetFileNameWithoutExtension(options.Model);
        var original = Accuracy(subject, subject.Graph);
        var nearest = 0.0;
        Add("float", 32, original, 0);
        foreach (var (variant, settings) in Variants)
        {
            var watch = Stopwatch.StartNew();
            using var model = new StaticQuantizer(settings).Quantize(
                subject.Graph, subject.Batches(subject.Data.Calibration, BatchSize).Read().Select(batch => (IReadOnlyList<Tensor>)[batch.Images]));
            var seconds = watch.Elapsed.TotalSeconds;
            var accuracy = Accuracy(subject, model.Graph);
            nearest = variant == "nearest" ? original - accuracy : nearest;
            Add(variant, settings.WeightBits, accuracy, seconds);
        }

        void Add(string variant, int bits, double accuracy, double seconds)
        {
            var recovered = nearest > 0 && bits == 4 ? Text(1 - ((original - accuracy) / nearest), "F3") : string.Empty;
            rows.Add([name, variant, bits.ToString(CultureInfo.InvariantCulture), Text(accuracy, "F4"), Text(100 * (original - accuracy), "F2"), recovered, Text(seconds, "F1")]);
            Console.WriteLine(string.Join("  ", rows[^1]));
        }
    }

    private static double Accuracy(Subject subject, Graph graph)
    {
        using var session = new OnnxSession(graph);
        return Evaluator.Accuracy(Evaluator.Predict(batch => session.Run([batch])[0].flatten(1), subject.Batches(subject.Data.Test, BatchSize)), subject.Data.Test);
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
