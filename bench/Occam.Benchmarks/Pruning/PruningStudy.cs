using System.Globalization;
using Occam.Apis;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Graphs.Execution;
using Occam.Graphs.Native;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;
using Occam.Onnx;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Pruning;

/// <summary>
/// Every criterion at shares of the operations, with and without distillation, after the same short fine-tuning; and networks of the same widths trained from scratch.
/// Goes on from the rows that the CSV already has.
/// </summary>
/// <remarks>
/// The protocol, fixed before the first run: widths in multiples of 4, global ranking; statistics on 512 training images; SGD steps of 64 training images
/// (flip and crop) at a peak rate of 0.02; accuracy on all test images, once, at the end. Distillation: divergence at temperature 4 plus half the cross-entropy; without:
/// the cross-entropy alone. Scratch: the widths that l1 leaves, fresh weights, the base's epochs plus the fine-tuning's, peak rate 0.1.
/// </remarks>
internal sealed class PruningStudy : Benchmark
{
    private const string Scratch = "scratch";
    private static readonly string[] Header = ["network", "criterion", "target", "distilled", "steps", "macs", "base accuracy", "pruned accuracy", "tuned accuracy", "difference"];

    public override string Name => "pruning-study";

    public override string Description => "criteria against random and scratch; arguments: data=DIR base=DIR [steps=150] [scratch-epochs=6] [networks=PATTERN] [criteria=a+b] [targets=0.5+0.25] [distilled=yes+no] [minutes=25]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        LibTorch.Threads = 1;
        var until = DateTime.UtcNow.AddMinutes(Number(options.GetValueOrDefault("minutes", "25")));
        var (steps, epochs) = ((int)Number(options.GetValueOrDefault("steps", "150")), Number(options.GetValueOrDefault("scratch-epochs", "6")));
        var rows = ResultsFile.Read("pruning-study").ToList();
        string[] files = [.. Directory.GetFiles(options["base"], options.GetValueOrDefault("networks", "*") + ".onnx").Order(StringComparer.Ordinal)];
        var cases = from criterion in Several(options, "criteria", [.. StandardCriteria.Names, Scratch])
                    from target in Several(options, "targets", ["0.5", "0.25"]).Select(Number)
                    from distilled in Several(options, "distilled", ["yes", "no"]).Select(word => word == "yes")
                    from file in files
                    orderby string.Equals(criterion, Scratch, StringComparison.Ordinal), file, distilled descending, target descending
                    select (file, criterion, target, distilled);
        foreach (var (file, criterion, target, distilled) in cases)
        {
            string[] key = [Path.GetFileNameWithoutExtension(file), criterion, Text(target), distilled ? "yes" : "no", Text(steps)];
            if (rows.Exists(row => row.Take(key.Length).SequenceEqual(key, StringComparer.Ordinal)))
            {
                continue;
            }

            if (DateTime.UtcNow > until)
            {
                Console.WriteLine("the time is up; the same command goes on from here");
                return 0;
            }

            rows.Add([.. key, .. Row(file, options["data"], criterion, target, distilled, steps, epochs)]);
            Console.WriteLine(string.Join("  ", rows[^1]));
            ResultsFile.Write("pruning-study", Header, rows);
        }

        return 0;
    }

    private static IEnumerable<string> Row(string file, string folder, string criterion, double target, bool distilled, int steps, double epochs)
    {
        using var graph = OnnxReader.Read(file);
        var input = InputSpec.Read(graph);
        var data = DataSource.Open(folder, input);
        var isScratch = string.Equals(criterion, Scratch, StringComparison.Ordinal);
        var calibration = new BatchLoader(data.Calibration, input.NormalisationFor(data.Train), new() { BatchSize = 64 });
        var seed = Path.GetFileNameWithoutExtension(file).Sum(c => c);
        var (analysis, plan) = Pruner.Plan(graph, new() { TargetMacs = target, Criterion = isScratch ? "l1" : criterion, WidthMultiple = 4, Seed = seed }, data: new CriterionData(calibration));
        using var analysed = analysis.Graph;
        using var pruned = Pruner.Apply(analysis, plan);
        var macs = (double)CostTable.Measure(pruned).Macs / CostTable.Measure(graph).Macs;
        var (whole, raw) = (Accuracy(graph, data.Test, input), Accuracy(pruned, data.Test, input));
        if (isScratch)
        {
            Redraw(pruned, seed);
        }

        const int batch = 64;
        var length = steps + (isScratch ? (long)(epochs * data.Train.Count / batch) : 0);
        FineTune.Run(pruned, graph, data.Train, input, new()
        {
            Epochs = (int)(length * batch / data.Train.Count) + 1,
            Steps = length,
            BatchSize = batch,
            LearningRate = isScratch ? 0.1 : 0.02,
            Seed = seed,
            Distillation = new() { Divergence = new() { Temperature = 4, Weight = distilled ? 1 : 0 }, LabelWeight = distilled ? 0.5 : 1 },
        });
        var tuned = Accuracy(pruned, data.Test, input);
        return [Text(macs), Text(whole), Text(raw), Text(tuned), Text((tuned - whole) * 100)];
    }

    private static double Accuracy(Graph graph, Dataset test, InputSpec input)
    {
        using var copy = graph.Clone();
        using var module = new GraphModule(copy);
        module.eval();
        return Evaluator.Accuracy(Evaluator.Predict(module.call, new(test, input.NormalisationFor(test), new() { BatchSize = 500 })), test);
    }

    // Convolutions and fully connected layers N(0, 2 / fan out), BatchNorm as new.
    private static void Redraw(Graph graph, int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        foreach (var value in graph.Constants.Where(value => value.Constant!.HasTensor && value.Constant.ElementType == ElementType.Float).ToArray())
        {
            var (sizes, use) = (value.Constant!.Dimensions.ToArray(), value.Uses[0]);
            var isOne = use.Node.OpType == "BatchNormalization" && use.Index is 1 or 4;
            var fresh = sizes.Length > 1 ? empty(sizes).normal_(0, Math.Sqrt(2.0 / (sizes[0] * sizes.Skip(2).Aggregate(1L, (product, size) => product * size))), generator)
                : isOne ? ones(sizes) : zeros(sizes);
            graph.SetConstant(value, new Constant(fresh));
        }
    }

    private static string[] Several(Dictionary<string, string> options, string name, string[] all) => options.TryGetValue(name, out var some) ? some.Split('+') : all;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
