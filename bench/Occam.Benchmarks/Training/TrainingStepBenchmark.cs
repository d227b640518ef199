using System.Globalization;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs.Native;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Training;

/// <summary>
/// A training step of the embedded network through its graph, against the same step written by hand with TorchSharp's modules: in this process, by turns,
/// after the same native set-up; and in processes of their own without it.
/// </summary>
internal sealed class TrainingStepBenchmark : Benchmark
{
    public const double LearningRate = 0.01;
    private const int Turn = 3;
    private const int WarmUp = 4;

    public override string Name => "training-step";

    public override string Description => "a step through the graph against a hand-written one; arguments: [rounds=8] [threads=1] [batch=128]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var rounds = int.Parse(options.GetValueOrDefault("rounds", "8"), CultureInfo.InvariantCulture);
        var (threads, batch) = (options.GetValueOrDefault("threads", "1"), options.GetValueOrDefault("batch", "128"));
        LibTorch.Threads = int.Parse(threads, CultureInfo.InvariantCulture);
        var (graph, hand) = Compare(rounds, int.Parse(batch, CultureInfo.InvariantCulture));
        var plain = Enumerable.Range(0, 2)
            .Select(_ => ChildProcess.Run(["training-step-plain", threads, batch, (rounds * Turn).ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string>(StringComparer.Ordinal)))
            .Select(line => line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .MinBy(row => row[0])!;
        ResultsFile.Write(
            "training-step",
            ["step", "median processor ms", "best wall ms", "graph / this (processor)", "graph / this (wall)"],
            [
                Row("graph", graph.MedianProcessor, graph.BestWall, graph),
                Row("hand-written after the same set-up", hand.MedianProcessor, hand.BestWall, graph),
                Row("hand-written without set-up", plain[0], plain[1], graph),
            ]);
        return 0;
    }

    private static (StepTimer Graph, StepTimer Hand) Compare(int rounds, int batch)
    {
        using var images = randn(batch, 1, 28, 28);
        using var labels = randint(0, 10, [batch], ScalarType.Int64);
        using var network = ResNet.Build(new());
        using var algorithm = new CombinedAlgorithm(network, new CrossEntropyLoss());
        algorithm.Train();
        var parameters = algorithm.ParameterSets[0].Parameters;
        using var optimizer = new Sgd(parameters, new() { WeightDecay = 5e-4, LearningRate = LearningRate });
        using var written = new HandWrittenNetwork(LearningRate);
        if (written.Parameters != parameters.Sum(parameter => parameter.Weight.numel()))
        {
            throw new InvalidOperationException("The hand-written network is not the embedded one.");
        }

        var data = new Batch(images, labels);
        var (graph, hand) = (new StepTimer(() => algorithm.TrainStep(data, new(optimizer))), new StepTimer(() => written.Step(images, labels)));
        graph.Measure(WarmUp);
        hand.Measure(WarmUp);
        graph.Clear();
        hand.Clear();
        for (var round = 0; round < rounds; round++)
        {
            graph.Measure(Turn);
            hand.Measure(Turn);
        }

        return (graph, hand);
    }

    private static IEnumerable<string> Row(string name, double processor, double wall, StepTimer graph)
    {
        string[] cells = [name, Number(processor), Number(wall), Number(graph.MedianProcessor / processor), Number(graph.BestWall / wall)];
        Console.WriteLine(string.Join("  ", cells));
        return cells;
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
