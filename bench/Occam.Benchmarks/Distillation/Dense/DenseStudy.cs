using System.Globalization;
using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Native;
using Occam.Models.Algorithms;
using Occam.Models.Distillers;
using Occam.Onnx;

namespace Occam.Benchmarks.Distillation.Dense;

/// <summary>
/// The recipes for dense outputs on a segmentation network: which garment each pixel of Fashion-MNIST belongs to. Goes on from the rows that the CSV already has.
/// </summary>
/// <remarks>
/// The protocol: U-Nets of 12 (teacher) and 3 (student) channels; the teacher sees all embedded training images for 6 epochs, the student 100 of each class for as many epochs as asked, with
/// flip and crop; batches of 64, SGD at a peak rate of 0.1; mean intersection over union of 11 classes on the embedded test images. Share of the gap as in <c>distillation-study</c>.
/// </remarks>
internal sealed class DenseStudy : Benchmark
{
    private const string Table = "dense-distillation";
    private const int TeacherEpochs = 6;
    private const int ImagesOfAClass = 100;
    private static readonly string[] Header = ["recipe", "seed", "epochs", "teacher", "mean iou", "seconds"];

    public override string Name => "dense-distillation";

    public override string Description => "recipes for dense outputs on a segmentation network; arguments: [epochs=20] [seeds=3] [minutes=30]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        int Number(string name, int missing) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : missing;
        LibTorch.Threads = 1;
        var (epochs, until) = (Number("epochs", 20), DateTime.UtcNow.AddMinutes(Number("minutes", 30)));
        var rows = ResultsFile.Read(Table).ToList();
        using var study = new Study(epochs);
        foreach (var (seed, recipe) in Enumerable.Range(0, Number("seeds", 3)).SelectMany(seed => DenseRecipe.All.Select(recipe => (seed, recipe))))
        {
            string[] key = [recipe.Name, Text(seed), Text(epochs)];
            if (rows.Exists(row => row.Take(key.Length).SequenceEqual(key, StringComparer.Ordinal)) || DateTime.UtcNow > until)
            {
                continue;
            }

            var start = DateTime.UtcNow;
            rows.Add([.. key, Text(study.Teacher), Text(study.Student(recipe, seed)), Text(Math.Round((DateTime.UtcNow - start).TotalSeconds))]);
            Console.WriteLine(string.Join("  ", rows[^1]));
            ResultsFile.Write(Table, Header, rows);
        }

        return 0;
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private sealed class Study : IDisposable
    {
        private readonly int _epochs;
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("occam-dense-");
        private readonly InputSpec _input;
        private readonly DataSplits _few;
        private readonly GarmentPixels _pixels;
        private readonly string _teacher;

        public Study(int epochs)
        {
            _epochs = epochs;
            using var teacher = UNet.Build(12, GarmentPixels.Classes, 0);
            var all = DataSource.Open(Path.Combine(ResultsFile.Repository, "assets", "data", "fashion-mnist"), InputSpec.Read(teacher));
            _input = InputSpec.Read(teacher) with { Normalisation = InputSpec.Read(teacher).NormalisationFor(all.Train) };
            _few = all with { Train = all.Train.Take([.. Enumerable.Range(0, all.Train.Count).GroupBy(all.Train.Label).SelectMany(ofClass => ofClass.Take(ImagesOfAClass)).Order()]) };
            _pixels = new(_input.Normalisation!);
            _teacher = Path.Combine(_folder.FullName, "teacher.onnx");
            Train(teacher, all.Train, [], TeacherEpochs, 0);
            OnnxWriter.Write(teacher, _teacher);
            Teacher = Measure(teacher);
        }

        public double Teacher { get; }

        public double Student(DenseRecipe recipe, int seed)
        {
            using var graph = UNet.Build(3, GarmentPixels.Classes, seed);
            TrainingComponent[] components = recipe.Losses.Count == 0 ? [] :
            [
                new Distiller(
                    new() { Teacher = new("onnx", _teacher, _ => OnnxReader.Read(_teacher)), Connectors = recipe.Connectors, Losses = recipe.Losses },
                    new TrainingContext { Graph = graph, Data = _few, Input = _input, Seed = seed }),
            ];
            Train(graph, _few.Train, components, _epochs, seed);
            return Measure(graph);
        }

        public void Dispose()
        {
            _pixels.Dispose();
            _folder.Delete(recursive: true);
        }

        private void Train(Graph graph, Dataset images, TrainingComponent[] components, int epochs, int seed)
        {
            using var algorithm = new CombinedAlgorithm(graph, new PixelLoss(_pixels), components);
            var loader = new BatchLoader(images, _input.Normalisation!, new() { BatchSize = 64, Shuffle = true, Augmentation = Augmentation.FlipAndCrop, Seed = seed });
            using var trainer = new Trainer(algorithm, loader, new() { Epochs = epochs, BatchSize = 64, LearningRate = 0.1, Seed = seed });
            trainer.Run();
        }

        private double Measure(Graph graph) => IntersectionOverUnion.Of(graph, new(_few.Test, _input.Normalisation!, new() { BatchSize = 500 }), _pixels);
    }
}
