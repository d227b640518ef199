using System.Diagnostics;
using System.Globalization;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Datasets.Transforms;
using Occam.Graphs.Execution;
using Occam.Models.Architectures;
using SkiaSharp;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Data;

/// <summary>Images a second that the loader reads, changes and normalises, and how much of a training step of ResNet-20 waits for it.</summary>
internal sealed class LoaderBenchmark : Benchmark
{
    private const int BatchSize = 128;
    private const int JpegSide = 256;
    private const int CropSide = 224;

    public override string Name => "loader";

    public override string Description => "images a second of the loader with 1 and 2 workers, and the share of a training step that waits; arguments: [seconds=3] [steps=10]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var seconds = double.Parse(options.GetValueOrDefault("seconds", "3"), CultureInfo.InvariantCulture);
        var steps = int.Parse(options.GetValueOrDefault("steps", "10"), CultureInfo.InvariantCulture);
        var jpegs = Directory.CreateTempSubdirectory("occam-loader-");
        try
        {
            WriteJpegs(jpegs.FullName, 64);
            var small = DataSource.Open(Path.Combine(ResultsFile.Repository, "assets", "data", "fashion-mnist"), new() { Size = new(1, 28, 28) }).Train;
            var rows = new List<string[]>();
            foreach (var workers in new[] { 1, 2 })
            {
                var plain = new LoaderOptions { BatchSize = BatchSize, Shuffle = true, Augmentation = Augmentation.FlipAndCrop, Workers = workers };
                rows.Add(Small("1x28x28 flip and crop", small, plain, seconds, steps));
                rows.Add(Small("1x28x28 RandAugment and cutout", small, plain with { Transforms = [new RandomCrop(new() { Padding = 2 }, new(new(1, 28, 28))), new Flip(new()), new RandAugment(new()), new Cutout(new() { Length = 8 })] }, seconds, steps));
                rows.Add(Large(jpegs.FullName, workers, seconds));
            }

            ResultsFile.Write("loader", ["data and changes", "workers", "images/s", "waiting share of a ResNet-20 step"], rows);
            return 0;
        }
        finally
        {
            jpegs.Delete(recursive: true);
        }
    }

    private static string[] Small(string name, Dataset data, LoaderOptions options, double seconds, int steps)
    {
        var loader = new BatchLoader(data, new([0.286f], [0.353f]), options);
        return Row(name, options.Workers, Speed(loader, seconds), Waiting(loader, steps));
    }

    // Decoded anew for each image, as a set that does not fit into memory is.
    private static string[] Large(string folder, int workers, double seconds)
    {
        var size = new ImageSize(3, JpegSide, JpegSide);
        var context = new TransformContext(new(3, CropSide, CropSide));
        var options = new LoaderOptions { BatchSize = 32, Shuffle = true, Workers = workers, Transforms = [new RandomResizedCrop(new(), context), new Flip(new()), new ColorJitter(new())] };
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            using var scope = NewDisposeScope();
            count += new BatchLoader(ImageFolderDataset.Read(folder, size), Normalisation.ImageNet, options).Read().Sum(batch => batch.Count);
        }

        return Row("3x256x256 JPEG, random resized crop to 224, flip, colour", workers, count / watch.Elapsed.TotalSeconds, null);
    }

    private static double Speed(BatchLoader loader, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (var epoch = 0; watch.Elapsed.TotalSeconds < seconds; epoch++)
        {
            foreach (var batch in loader.Read(epoch))
            {
                count += batch.Count;
                batch.Images.Dispose();
                batch.Labels?.Dispose();
                batch.Indices?.Dispose();
            }
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    private static double Waiting(BatchLoader loader, int steps)
    {
        using var graph = (ResNetOptions.Cifar(20) with { Channels = 1, Size = 28 }).Build();
        using var module = new GraphModule(graph);
        using var optimizer = optim.SGD(module.parameters(), 0.1);
        using var batches = loader.Read().GetEnumerator();
        var (waiting, whole) = (new Stopwatch(), new Stopwatch());
        module.train();
        for (var step = -2; step < steps; step++)
        {
            if (step == 0)
            {
                waiting.Reset();
                whole.Restart();
            }

            using var scope = NewDisposeScope();
            waiting.Start();
            if (!batches.MoveNext())
            {
                throw new InvalidOperationException($"The data has {loader.BatchCount} batches, but {steps + 2} are wanted.");
            }

            waiting.Stop();
            optimizer.zero_grad();
            nn.functional.cross_entropy(module.call(batches.Current.Images), batches.Current.Labels!).backward();
            optimizer.step();
        }

        return waiting.Elapsed / whole.Elapsed;
    }

    private static void WriteJpegs(string folder, int count)
    {
        var random = new Random(1);
        for (var i = 0; i < count; i++)
        {
            using var bitmap = new SKBitmap(JpegSide, JpegSide);
            using var canvas = new SKCanvas(bitmap);
            for (var shape = 0; shape < 60; shape++)
            {
                using var paint = new SKPaint { Color = new SKColor((uint)random.Next() | 0xFF000000) };
                canvas.DrawCircle(random.Next(JpegSide), random.Next(JpegSide), random.Next(5, 60), paint);
            }

            using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
            File.WriteAllBytes(Path.Combine(folder, $"{i}.jpg"), data.ToArray());
        }
    }

    private static string[] Row(string name, int workers, double speed, double? waiting)
    {
        string[] row = [name.Replace(",", string.Empty, StringComparison.Ordinal), workers.ToString(CultureInfo.InvariantCulture), speed.ToString("F0", CultureInfo.InvariantCulture), waiting?.ToString("F4", CultureInfo.InvariantCulture) ?? "-"];
        Console.WriteLine(string.Join("  ", row));
        return row;
    }
}
