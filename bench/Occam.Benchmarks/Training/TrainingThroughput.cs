using System.Globalization;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs.Native;

namespace Occam.Benchmarks.Training;

/// <summary>
/// ResNet-20 on the images of Fashion-MNIST: whole epochs of the runner, loader and augmentation included, in float32 and in the faster modes that the processor has, against the same loop written by hand with TorchSharp
/// alone over the same batches, by turns in one process, every second turn the other way round; then the accuracy of all after the same number of epochs.
/// </summary>
internal sealed class TrainingThroughput : Benchmark
{
    private const int BatchSize = 128;

    public override string Name => "training-throughput";

    public override string Description => "images a second of the runner against a hand-written loop; arguments: [data=FOLDER] [images=2560] [epochs=6] [threads=1]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        LibTorch.Threads = Whole(options, "threads", 1);
        var input = new InputSpec { Size = new(1, 28, 28) };
        var splits = DataSource.Open(options.GetValueOrDefault("data", "assets/data/fashion-mnist"), input);
        var train = splits.Train.Take([.. Enumerable.Range(0, Math.Min(splits.Train.Count, Whole(options, "images", 2560)))]);
        var (epochs, normalisation) = (Whole(options, "epochs", 6), Normalisation.Measure((ImageDataset)train));
        var loader = new BatchLoader(train, normalisation, new() { BatchSize = BatchSize, Shuffle = true, Augmentation = Augmentation.FlipAndCrop, Seed = 1 });
        var test = new BatchLoader(splits.Test.Take([.. Enumerable.Range(0, Math.Min(splits.Test.Count, 1000))]), normalisation, new() { BatchSize = 500 });
        TrainingPrecision[] ways = CpuFeatures.HasBfloat16 ? [TrainingPrecision.Float32, TrainingPrecision.ChannelsLast, TrainingPrecision.Bfloat16] : [TrainingPrecision.Float32, TrainingPrecision.ChannelsLast];
        Contestant[] all = [new HandWritten(loader, epochs), .. ways.Select(way => new Configured(loader, epochs, way))];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var contestant in epoch % 2 == 0 ? all : all.Reverse())
            {
                contestant.Train(epoch);
            }
        }

        ResultsFile.Write(
            "training-throughput",
            ["loop", "images/s best epoch", "images/s processor time", "of hand-written (best)", "of hand-written (processor, by turns)", "waiting for batches", "accuracy after"],
            all.Select(contestant => Row(contestant, all[0], test)).ToArray());
        Array.ForEach(all, contestant => contestant.Dispose());
        return 0;
    }

    private static string[] Row(Contestant one, Contestant hand, BatchLoader test)
    {
        string[] cells = [one.Name, Number(one.Best), Number(one.Processor), Number(one.Best / hand.Best), Number(one.Against(hand)), one.WaitShare is { } wait ? Number(wait) : "-", Number(one.Accuracy(test))];
        Console.WriteLine(string.Join("  ", cells));
        return cells;
    }

    private static int Whole(Dictionary<string, string> options, string name, int otherwise) =>
        options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
