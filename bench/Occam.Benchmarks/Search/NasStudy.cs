using System.Globalization;
using Occam.Core.Training;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Native;
using Occam.Models.Algorithms;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Losses;
using Occam.Models.Mutables;
using Occam.Models.Predictors;
using Occam.Models.Searchers;
using Occam.Onnx;

namespace Occam.Benchmarks.Search;

/// <summary>
/// What a supernet's scores are worth, on a small space: the rank correlation with the accuracy of 15 subnets that are trained alone, and a searched subnet
/// against random ones of the same cost, trained alike. Rows are added to <c>results/nas-study.csv</c> as they are measured; what is there is not measured again.
/// </summary>
internal sealed class NasStudy : Benchmark
{
    private const int BatchSize = 128;
    private const int TestBatchSize = 500;
    private const int ValidationImages = 5000;
    private const int RankedSubnets = 15;
    private const int RandomSubnets = 3;
    private const double SameCost = 0.05;
    private static readonly string[] Header = ["space", "seed", "kind", "images", "epochs", "supernet_epochs", "macs", "parameters", "supernet_accuracy", "alone_accuracy", "subnet"];

    public override string Name => "nas-study";

    public override string Description => "rank correlation of a supernet, and search against random subnets; arguments: data=DIR supernets=DIR [space=spos_shufflenet] [images=55000] [epochs=2] [supernet-epochs=12] [seeds=0+1+2]";

    public override int Run(IReadOnlyList<string> arguments)
    {
        var options = arguments.Select(argument => argument.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        int Number(string name, int missing) => options.TryGetValue(name, out var text) ? Whole(text) : missing;
        LibTorch.Threads = 1;
        var space = options.GetValueOrDefault("space", "spos_shufflenet");
        foreach (var seed in options.GetValueOrDefault("seeds", "0+1+2").Split('+').Select(Whole))
        {
            using var graph = Fresh(space, seed);
            new Study(options["data"], options["supernets"], space, Number("images", 55000), Number("epochs", 2), Number("supernet-epochs", 12), seed, graph).Run();
        }

        return 0;
    }

    private static Graph Fresh(string space, int seed) => space switch
    {
        "spos_shufflenet" => new SposShuffleNetOptions().Build(seed),
        "proxyless_mobilenet" => new ProxylessMobileNetOptions().Build(seed),
        _ => throw new ArgumentException($"space is spos_shufflenet or proxyless_mobilenet, not '{space}'", nameof(space)),
    };

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Study
    {
        private readonly string _space;
        private readonly string _supernet;
        private readonly int _epochs;
        private readonly int _supernetEpochs;
        private readonly int _seed;
        private readonly Graph _graph;
        private readonly SubsetDataset _train;
        private readonly SubsetDataset _validation;
        private readonly ImageDataset _test;
        private readonly Normalisation _normalisation;

        public Study(string data, string folder, string space, int images, int epochs, int supernetEpochs, int seed, Graph graph)
        {
            (_space, _epochs, _supernetEpochs, _seed, _graph) = (space, epochs, supernetEpochs, seed, graph);
            _supernet = Path.Combine(folder, $"{space}-{images}-{supernetEpochs}-{seed}.onnx");
            Directory.CreateDirectory(folder);
            var input = InputSpec.Read(graph);
            var splits = DataSource.Open(data, input);
            _train = new((ImageDataset)splits.Train, [.. Enumerable.Range(0, images)]);
            _validation = new((ImageDataset)splits.Train, [.. Enumerable.Range(splits.Train.Count - ValidationImages, ValidationImages)]);
            _test = (ImageDataset)splits.Test;
            _normalisation = input.NormalisationFor(_train);
        }

        public void Run()
        {
            using var supernet = Supernet();
            var space = SearchSpace.Of(supernet);
            var cost = new SubnetCost(space);
            var evaluator = new CandidateEvaluator(space, Batches(_train), Batches(_validation));
            Subnet[] ranked = [.. Enumerable.Range(0, RankedSubnets).Select(draw => space.Mutator.Sample(1000 + _seed, draw))];
            var scores = evaluator.Score(ranked);
            var alone = ranked.Select((subnet, i) => Row("ranked", subnet, scores[i], cost, space)).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_space}, seed {_seed}: Kendall tau {KendallTau.Of([.. scores], alone):F3}"));
            Compare(space, cost, evaluator);
        }

        private void Compare(SearchSpace space, SubnetCost cost, CandidateEvaluator evaluator)
        {
            var limit = Enumerable.Range(0, 500).Select(draw => (double)cost.Of(space.Mutator.Sample(7, draw)).Macs).Order().ElementAt(250);
            var range = new SearchConstraint("macs", subnet => cost.Of(subnet).Macs, limit * (1 - SameCost), limit);
            var search = new EvolutionSearch(space.Mutator, evaluator.Score, new() { Generations = 8, Population = 24, Parents = 8, Mutations = 12, Crossovers = 8, Seed = _seed }, [range]);
            var best = search.Run();
            Row("searched", best.Subnet, best.Score, cost, space);
            var random = new RandomSearch(space.Mutator, evaluator.Score, new() { Generations = 1, Population = RandomSubnets, Parents = 1, Mutations = 0, Crossovers = 0, Seed = 50 + _seed }, [range]);
            random.Run();
            foreach (var drawn in random.History)
            {
                Row("random", drawn.Subnet, drawn.Score, cost, space);
            }
        }

        private double Row(string kind, Subnet subnet, double score, SubnetCost cost, SearchSpace space)
        {
            var text = string.Join(' ', subnet.Choices.Select(pair => pair.Value));
            string[] key = [_space, Text(_seed), kind, Text(_train.Count), Text(_epochs), Text(_supernetEpochs)];
            var rows = ResultsFile.Read("nas-study").ToList();
            if (rows.Find(row => row.AsSpan(0, key.Length).SequenceEqual(key) && row[^1] == text) is { } known)
            {
                return double.Parse(known[^2], CultureInfo.InvariantCulture);
            }

            using var fresh = Fresh(_space, _seed);
            using var resolved = SearchSpace.Of(fresh).Resolve(subnet);
            var accuracy = Train(new CombinedAlgorithm(resolved, new CrossEntropyLoss()), _epochs);
            var figures = cost.Of(subnet);
            rows.Add([.. key, Text(figures.Macs), Text(figures.Parameters), score.ToString("F4", CultureInfo.InvariantCulture), accuracy.ToString("F4", CultureInfo.InvariantCulture), text]);
            ResultsFile.Write("nas-study", Header, rows);
            Console.WriteLine(string.Join("  ", rows[^1]));
            return accuracy;
        }

        private Graph Supernet()
        {
            if (!File.Exists(_supernet))
            {
                var accuracy = Train(new SposAlgorithm(_graph, new CrossEntropyLoss(), Batches(_train)), _supernetEpochs);
                OnnxWriter.Write(_graph, _supernet);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {_seed}: the supernet's largest subnet has {accuracy * 100:F2} % on test images"));
            }

            return OnnxReader.Read(_supernet);
        }

        private double Train(Algorithm algorithm, int epochs)
        {
            using (algorithm)
            {
                var loader = new BatchLoader(_train, _normalisation, new() { BatchSize = BatchSize, Shuffle = true, Augmentation = Augmentation.FlipAndCrop, Seed = _seed });
                using var trainer = new Trainer(algorithm, loader, new() { Epochs = epochs, LearningRate = 0.1, WeightDecay = 4e-5, Seed = _seed });
                trainer.Run();
                algorithm.Eval();
                return Evaluator.Accuracy(Evaluator.Predict(algorithm.Modules[0].Module.call, Batches(_test)), _test);
            }
        }

        private BatchLoader Batches(ImageDataset images) => new(images, _normalisation, new() { BatchSize = TestBatchSize });

        private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
