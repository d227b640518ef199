using System.Globalization;
using Occam.Benchmarks.Assets;
using Occam.Core.Experiments;
using Occam.Graphs.Native;

namespace Occam.Benchmarks.Distillation;

/// <summary>
/// Every recipe of <c>configs/distillation</c> against the student alone: which share of the gap to its teacher it closes. Goes on from the rows that the CSV already has.
/// </summary>
/// <remarks>
/// The protocol: the shipped configs with the embedded teacher and test images; students see the first so many training images of each class, for equal epochs, unless asked unchanged (no
/// augmentation, so that the teacher runs once and is read from its cache), at the config's learning rate, in batches of 64. The data-free recipes make all their images and take as
/// many steps of the run. The share is (recipe - student alone) / (teacher - student alone), with the mean of the student alone over all seeds.
/// </remarks>
internal sealed class DistillationStudy : Benchmark
{
    private const string Table = "distillation-study";
    private const string Alone = "baseline";
    private static readonly string[] Header = ["recipe", "seed", "images", "epochs", "augmented", "teacher", "accuracy", "seconds"];
    private static readonly string[] DataFree = ["dafl", "dfad", "zskt"]; // stand in the table, not in the gap: they see nothing of what the student alone sees
    private static readonly string[] First = [Alone, "kd", "dkd", "dist", "wsld", "deit", "at", "rkd", "ofd", "fitnets", "pkd", "cwd", "mgd", "byot", "ab", "ft", "crd", "fbkd", "dafl", "dfad", "zskt"];

    public override string Name => "distillation-study";

    public override string Description => "the share of the gap that each recipe closes; arguments: [images=300 a class] [epochs=60] [augmented=no] [seeds=3] [recipes=a+b] [minutes=30]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        int Number(string name, int missing) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : missing;
        LibTorch.Threads = 1;
        var augmented = options.GetValueOrDefault("augmented", "no");
        var (images, epochs, until) = (Number("images", 300), Number("epochs", 60), DateTime.UtcNow.AddMinutes(Number("minutes", 30)));
        var rows = ResultsFile.Read(Table).ToList();
        var recipes = options.TryGetValue("recipes", out var some) ? some.Split('+') : First;
        var work = Directory.CreateTempSubdirectory("occam-distillation-").FullName;
        try
        {
            var data = EmbeddedSubset.Write(images, work);
            var teacher = Text(TeacherAccuracy(data));
            foreach (var (seed, recipe) in Enumerable.Range(0, Number("seeds", 3)).SelectMany(seed => recipes.Select(recipe => (seed, recipe))))
            {
                string[] key = [recipe, Text(seed), Text(images * 10), Text(epochs), augmented];
                if (rows.Exists(row => row.Take(key.Length).SequenceEqual(key, StringComparer.Ordinal)))
                {
                    continue;
                }

                if (DateTime.UtcNow > until)
                {
                    Console.WriteLine("the time is up; the same command goes on from here");
                    break;
                }

                rows.Add([.. key, teacher, .. Row(recipe, seed, epochs, augmented, data, work)]);
                Console.WriteLine(string.Join("  ", rows[^1]));
                ResultsFile.Write(Table, Header, rows);
            }

            Summarise(rows, [Text(images * 10), Text(epochs), augmented]);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return 0;
    }

    private static string[] Row(string recipe, int seed, int epochs, string augmented, string data, string work)
    {
        var config = Path.Combine(ResultsFile.Repository, "configs", "distillation", $"{recipe}.yaml");
        List<string> changes =
        [
            $"variables.data={data}", $"training.seed={Text(seed)}", $"training.epochs={Text(epochs)}", "training.batch_size=64", "hooks=[]",
        ];
        if (augmented == "no")
        {
            changes.Add("training.augmentation={flip: false}");
        }

        if (augmented == "no" && File.ReadAllText(config) is var text && text.Contains("type: distiller", StringComparison.Ordinal) && text.Contains("variables.teacher", StringComparison.Ordinal))
        {
            changes.Add($"algorithm.components[0].cache={Path.Combine(work, "cache")}");
        }

        var result = Experiment.Load(config, changes).Train(new() { Output = Path.Combine(work, "run"), Overwrite = true, Threads = 1 });
        return [Text(result.Accuracy!.Value), Text(Math.Round(result.Seconds))];
    }

    private static double TeacherAccuracy(string data)
    {
        var file = Path.Combine(ResultsFile.Repository, "assets", "networks", "fashion-resnet.onnx");
        string[] changes = [$"variables.data={data}", $"model={{type: onnx, file: {file}}}"];
        return Experiment.Load(Path.Combine(ResultsFile.Repository, "configs", "distillation", $"{Alone}.yaml"), changes).Test(file, 1);
    }

    private static void Summarise(List<string[]> rows, string[] protocol)
    {
        var same = rows.FindAll(row => !DataFree.Contains(row[0], StringComparer.Ordinal) && row.Skip(2).Take(3).SequenceEqual(protocol, StringComparer.Ordinal));
        if (same.TrueForAll(row => row[0] is Alone) || same.TrueForAll(row => row[0] is not Alone))
        {
            return;
        }

        var alone = same.Where(row => row[0] is Alone).Average(Accuracy);
        var gaps = same.GroupBy(row => row[0], StringComparer.Ordinal).Where(group => group.Key is not Alone).Select(group => GapShare.Of(group.Key, alone, [.. group.Select(row => (double.Parse(row[5], CultureInfo.InvariantCulture), Accuracy(row)))])).OrderByDescending(gap => gap.Mean).ToArray();
        ResultsFile.Write("distillation-gap", ["recipe", "seeds", "student alone", "teacher", "accuracy", "share of the gap closed", "deviation of the share"], gaps.Select(gap => gap.Cells()));
        File.WriteAllText(Path.Combine(ResultsFile.Repository, "results", "distillation-gap.svg"), GapChart.Draw(gaps));
    }

    private static double Accuracy(string[] row) => double.Parse(row[6], CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
