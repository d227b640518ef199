using System.Diagnostics;
using System.Globalization;
using Occam.Benchmarks.Assets;
using Occam.Core.Experiments;
using Occam.Graphs.Native;
using Occam.Models.Architectures;

namespace Occam.Benchmarks.Search;

/// <summary>
/// Cells found by DARTS, first and second order, against cells drawn at random, all retrained alike. Goes on from the rows that the CSV already has.
/// </summary>
/// <remarks>
/// The protocol: the first so many training images of each class of the embedded Fashion-MNIST, all embedded test images; searched by the shipped configs in a network of 3 cells with
/// 3 nodes and width 8, batches of 64, the architecture at a rate of 0.01 because the search is short; the derived network of the same size trained from scratch by the config for
/// retraining, without auxiliary classifier and dropped paths, which are for long runs. Searched and drawn cells of one seed are retrained with that seed. Seconds are wall time.
/// </remarks>
internal sealed class DartsStudy : Benchmark
{
    private const string Table = "darts-study";
    private const string Drawn = "random";
    private static readonly string[] Header = ["method", "seed", "images", "search epochs", "retraining epochs", "accuracy", "search seconds", "skips and pools of 12 edges"];
    private static readonly Dictionary<string, string?> Methods = new(StringComparer.Ordinal) { [Drawn] = null, ["first order"] = "darts-first-order", ["second order"] = "darts-search" };

    public override string Name => "darts-study";

    public override string Description => "cells of DARTS against random ones, retrained alike; arguments: [images=100 a class] [search=5] [epochs=15] [seeds=3] [minutes=30]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        int Number(string name, int missing) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : missing;
        LibTorch.Threads = 1;
        var (images, search, epochs, until) = (Number("images", 100), Number("search", 5), Number("epochs", 15), DateTime.UtcNow.AddMinutes(Number("minutes", 30)));
        var rows = ResultsFile.Read(Table).ToList();
        var work = Directory.CreateTempSubdirectory("occam-darts-").FullName;
        try
        {
            var data = EmbeddedSubset.Write(images, work);
            foreach (var (seed, method) in Enumerable.Range(0, Number("seeds", 3)).SelectMany(seed => Methods.Keys.Select(method => (seed, method))))
            {
                string[] key = [method, Text(seed), Text(images * 10), Text(search), Text(epochs)];
                if (rows.Exists(row => row.Take(key.Length).SequenceEqual(key, StringComparer.Ordinal)))
                {
                    continue;
                }

                if (DateTime.UtcNow > until)
                {
                    Console.WriteLine("the time is up; the same command goes on from here");
                    break;
                }

                rows.Add([.. key, .. Row(method, seed, search, epochs, data, work)]);
                Console.WriteLine(string.Join("  ", rows[^1]));
                ResultsFile.Write(Table, Header, rows);
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }

        return 0;
    }

    private static string[] Row(string method, int seed, int search, int epochs, string data, string work)
    {
        var watch = Stopwatch.StartNew();
        var genotype = Methods[method] is { } config ? Search(config, seed, search, data, work) : Genotype.Random(nodes: 3, seed);
        var seconds = Methods[method] is null ? 0 : watch.Elapsed.TotalSeconds;
        Console.Write(genotype);
        var file = Path.Combine(work, "genotype.yaml");
        File.WriteAllText(file, genotype.ToString());
        var result = Train("darts-retrain", seed, epochs, data, work, $"model={{type: darts_cells, width: 8, cells: 3, nodes: 3, genotype: {file}}}", "algorithm={type: combined}", "training.transforms=[]", "hooks=[]");
        var simple = genotype.Normal.Concat(genotype.Reduction).SelectMany(edges => edges).Count(edge => edge.Operation is "skip_connect" or "max_pool_3x3" or "avg_pool_3x3");
        return [Text(result.Accuracy!.Value), Text(Math.Round(seconds)), Text(simple)];
    }

    private static Genotype Search(string config, int seed, int epochs, string data, string work)
    {
        var result = Train(config, seed, epochs, data, work, "model.nodes=3", "architecture_optimizer.learning_rate=0.01", "hooks=[]", "training.augmentation={flip: false}");
        return Genotype.Read(result.Model);
    }

    private static ExperimentResult Train(string config, int seed, int epochs, string data, string work, params IEnumerable<string> changes) => Experiment.Load(
        Path.Combine(ResultsFile.Repository, "configs", "nas", $"{config}.yaml"),
        [$"variables.data={data}", $"training.seed={Text(seed)}", $"training.epochs={Text(epochs)}", "training.batch_size=64", .. changes])
        .Train(new() { Output = Path.Combine(work, "run"), Overwrite = true, Threads = 1 });

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
