using System.Globalization;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Datasets.Transforms;
using Occam.Models.Architectures;

namespace Occam.Benchmarks.Data;

/// <summary>
/// Whether training waits for its images: what the loader makes of a second beside what the network takes of it. Processor time says it whatever else the
/// machine does; the share of waiting is by the clock, and on a single core it is a share of a time in which both take turns.
/// </summary>
internal sealed class LoaderBenchmark : Benchmark
{
    private const int JpegFiles = 192;

    public override string Name => "loader";

    public override string Description => "images a second of the loader with 1 and 2 workers beside what a training step takes, and the share of a step that waits; arguments: [seconds=2] [steps=8]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var seconds = double.Parse(options.GetValueOrDefault("seconds", "2"), CultureInfo.InvariantCulture);
        var steps = int.Parse(options.GetValueOrDefault("steps", "8"), CultureInfo.InvariantCulture);
        using var jpegs = new JpegFolder(JpegFiles);
        var rows = new List<string[]>();
        foreach (var each in Cases(jpegs.Root))
        {
            var training = LoaderTimes.Training(each, steps);
            foreach (var workers in new[] { 1, 2 })
            {
                var (clock, processor) = LoaderTimes.Reading(each, workers, seconds);
                string[] row =
                [
                    each.Name, workers.ToString(CultureInfo.InvariantCulture), Number(clock, "F0"), Number(processor, "F0"), each.Network,
                    Number(training, "F1"), Number(processor / training, "F1"), Number(LoaderTimes.Waiting(each, workers, steps), "F4"),
                ];
                Console.WriteLine(string.Join("  ", row));
                rows.Add(row);
            }
        }

        ResultsFile.Write("loader", ["data and changes", "workers", "read images/s", "read images/s of processor time", "network", "trained images/s of processor time", "read of trained", "waiting share of a step"], rows);
        return 0;
    }

    private static IEnumerable<LoaderCase> Cases(string jpegs)
    {
        var input = new ImageSize(1, 28, 28);
        var small = DataSource.Open(Path.Combine(ResultsFile.Repository, "assets", "data", "fashion-mnist"), new() { Size = input }).Train;
        var plain = new LoaderOptions { BatchSize = 128, Shuffle = true, Augmentation = Augmentation.FlipAndCrop };
        LoaderCase grey = new("1x28x28: flip and crop", () => small, new([0.286f], [0.353f]), plain, "resnet20", () => (ResNetOptions.Cifar(20) with { Channels = 1, Size = 28 }).Build());
        yield return grey;
        yield return grey with
        {
            Name = "1x28x28: crop; flip; RandAugment; cutout",
            Options = plain with { Transforms = [new RandomCrop(new() { Padding = 2 }, new(input)), new Flip(new()), new RandAugment(new()), new Cutout(new() { Length = 8 })] },
        };

        // Decoded anew for each image, as files are that do not fit into memory.
        var crop = new TransformContext(new(3, 224, 224));
        yield return new(
            "JPEG of 256x256: random resized crop to 224; flip; colour",
            () => ImageFolderDataset.Read(jpegs, new(3, JpegFolder.Side, JpegFolder.Side)),
            Normalisation.ImageNet,
            new() { BatchSize = 16, Shuffle = true, Transforms = [new RandomResizedCrop(new(), crop), new Flip(new()), new ColorJitter(new())] },
            "mobilenet_v2",
            () => (new MobileNetV2Options() with { Channels = 3, Size = 224, Classes = 1000 }).Build());
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
