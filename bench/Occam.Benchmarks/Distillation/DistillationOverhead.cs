using System.Globalization;
using Occam.Benchmarks.Training;
using Occam.Core.Registry;
using Occam.Core.Training.Optimizers;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Graphs.Native;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Distillers;
using Occam.Models.Losses;
using Occam.Onnx;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Distillation;

/// <summary>A step with a distiller against the teacher's inference and the student's step, by turns in one process.</summary>
internal sealed class DistillationOverhead : Benchmark
{
    private const int WarmUp = 3;
    private const string Map = "stage3.block?.relu2";

    public override string Name => "distillation-overhead";

    public override string Description => "a distillation step against teacher and student alone; arguments: [rounds=20] [batch=64]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var rounds = int.Parse(options.GetValueOrDefault("rounds", "20"), CultureInfo.InvariantCulture);
        var batch = int.Parse(options.GetValueOrDefault("batch", "64"), CultureInfo.InvariantCulture);
        LibTorch.Threads = 1;
        var kd = new DistilledLossOptions { Loss = new("kl_divergence", new KlDivergenceOptions(), _ => new KlDivergenceLoss(new() { Temperature = 4 })) };
        var map = new DistilledLossOptions
        {
            Loss = new("attention_transfer", new AttentionTransferOptions(), _ => new AttentionTransferLoss(new() { Weight = 250 })),
            Inputs = new Dictionary<string, RecordedValueOptions>(StringComparer.Ordinal) { ["student"] = new() { Output = Map, Match = -1 }, ["teacher"] = new() { Output = Map, Match = -1 } },
        };
        ResultsFile.Write(
            "distillation-overhead",
            ["losses", "distillation step ms", "teacher inference ms", "student step ms", "ratio (processor time)", "ratio (wall time)"],
            [Row("kl_divergence", [kd], rounds, batch), Row("kl_divergence and attention_transfer", [kd, map], rounds, batch)]);
        return 0;
    }

    private static string[] Row(string name, DistilledLossOptions[] losses, int rounds, int batch)
    {
        using var images = randn(batch, 1, 28, 28);
        using var labels = randint(0, 10, [batch], ScalarType.Int64);
        using var first = Student();
        using var second = Student();
        var file = Path.Combine(ResultsFile.Repository, "assets", "networks", "fashion-resnet.onnx");
        var input = InputSpec.Read(first);
        var data = new DataSplits(new NoImages(input.Size), new NoImages(input.Size), new NoImages(input.Size), "none");
        using var distiller = new Distiller(
            new() { Teacher = new("onnx", new(), _ => OnnxReader.Read(file)), Losses = losses },
            new TrainingContext { Graph = first, Data = data, Input = input });
        using var distilled = new CombinedAlgorithm(first, new CrossEntropyLoss(), [distiller]);
        using var plain = new CombinedAlgorithm(second, new CrossEntropyLoss());
        using var graph = OnnxReader.Read(file);
        using var teacher = new GraphModule(graph);
        teacher.eval();
        distilled.Train();
        plain.Train();
        using var one = new Sgd(distilled.ParameterSets[0].Parameters, new() { LearningRate = 0.01 });
        using var other = new Sgd(plain.ParameterSets[0].Parameters, new() { LearningRate = 0.01 });
        var given = new Batch(images, labels);
        StepTimer[] timers = [new(() => distilled.TrainStep(given, new(one))), new(() => Infer(teacher, images)), new(() => plain.TrainStep(given, new(other)))];
        for (var round = -WarmUp; round < rounds; round++)
        {
            Array.ForEach(timers, timer => timer.Measure(1));
            if (round < 0)
            {
                Array.ForEach(timers, timer => timer.Clear());
            }
        }

        string[] cells =
        [
            name, .. timers.Select(timer => Text(timer.MedianProcessor)),
            Text(timers[0].MedianProcessor / (timers[1].MedianProcessor + timers[2].MedianProcessor)),
            Text(timers[0].BestWall / (timers[1].BestWall + timers[2].BestWall)),
        ];
        Console.WriteLine(string.Join("  ", cells));
        return cells;
    }

    private static Graph Student() => ResNet.Build(new() { Widths = [8, 16, 32], Blocks = [1, 1, 1] });

    private static void Infer(GraphModule teacher, Tensor images)
    {
        using var guard = no_grad();
        using var logits = teacher.call(images);
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
