using System.Diagnostics;
using System.Globalization;
using Occam.Benchmarks.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs.Native;
using Occam.Models.Algorithms;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Losses;
using Occam.Models.Mutables;
using Occam.Models.Searchers;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Search;

/// <summary>The speed of search: the cost of a candidate, a SPOS step against the step of the same subnet alone, and scoring with shared prefixes against one by one. Written to <c>results/nas-speed.csv</c>.</summary>
internal sealed class NasSpeed : Benchmark
{
    private static readonly SposShuffleNetOptions Published = new() { Channels = 3, Size = 32, StemChannels = 16, Widths = [64, 160, 320, 640], Blocks = [4, 4, 8, 4], HeadChannels = 1024, Classes = 100 };
    private readonly List<string[]> _rows = [];

    public override string Name => "nas-speed";

    public override string Description => "cost of a candidate, SPOS step, scoring with shared prefixes; arguments: DATA-FOLDER";

    public override int Run(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var data])
        {
            Console.WriteLine("nas-speed DATA-FOLDER");
            return 2;
        }

        LibTorch.Threads = 1;
        Estimate();
        Step("spos_shufflenet small 28x28", new SposShuffleNetOptions(), 64, 120);
        Step("spos_shufflenet 20 blocks 32x32", Published, 16, 80);
        Score(data);
        ResultsFile.Write("nas-speed", ["measured", "case", "value", "unit"], _rows);
        return 0;
    }

    private void Estimate()
    {
        using var graph = Published.Build();
        var space = SearchSpace.Of(graph);
        var cost = new SubnetCost(space);
        Subnet[] subnets = [.. Enumerable.Range(0, 2000).Select(draw => space.Mutator.Sample(1, draw))];
        Array.ForEach(subnets, subnet => cost.Of(subnet));
        var best = Enumerable.Range(0, 7).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            Array.ForEach(subnets, subnet => cost.Of(subnet));
            return watch.Elapsed.TotalMicroseconds / subnets.Length;
        });
        Add("cost of a candidate", "spos_shufflenet 20 blocks", best, "microseconds");
    }

    // In turns, so that a busy machine disturbs both alike; each pair gives a ratio, and the median of many pairs counts.
    private void Step(string name, SposShuffleNetOptions options, int batchSize, int turns)
    {
        using var scope = NewDisposeScope();
        using var supernet = options.Build();
        using var spos = new SposAlgorithm(supernet, new CrossEntropyLoss());
        using var subnet = spos.Space.Resolve(spos.SubnetOf(0, 0));
        using var alone = new CombinedAlgorithm(subnet, new CrossEntropyLoss());
        using var sposOptimizer = new Sgd(spos.ParameterSets[0].Parameters, new() { LearningRate = 0.01 });
        using var aloneOptimizer = new Sgd(alone.ParameterSets[0].Parameters, new() { LearningRate = 0.01 });
        var batch = new Batch(rand(batchSize, options.Channels, options.Size, options.Size), zeros(batchSize, int64));
        spos.Train();
        alone.Train();
        var a = new StepTimer(() => spos.TrainStep(batch, new(sposOptimizer)));
        var b = new StepTimer(() => alone.TrainStep(batch, new(aloneOptimizer)));
        a.Measure(3);
        b.Measure(3);
        a.Clear();
        b.Clear();
        for (var turn = 0; turn < turns; turn++)
        {
            var (first, second) = turn % 2 == 0 ? (a, b) : (b, a);
            first.Measure(1);
            second.Measure(1);
        }

        Add("SPOS step", name, a.MedianProcessor, "ms of processor time");
        Add("step of the subnet alone", name, b.MedianProcessor, "ms of processor time");
        Add("median ratio of the two", name, a.MedianRatio(b), "x");
        Add("ratio of bests by the wall clock", name, a.BestWall / b.BestWall, "x");
        var module = spos.Modules[0].Module;
        var c = new StepTimer(() => module.Select(spos.Space.Paths(spos.SubnetOf(0, 0))));
        c.Measure(200);
        Add("drawing and selecting a path", name, c.BestWall * 1000, "microseconds");
    }

    private void Score(string data)
    {
        using var graph = new SposShuffleNetOptions().Build();
        var space = SearchSpace.Of(graph);
        var input = InputSpec.Read(graph);
        var splits = DataSource.Open(data, input);
        var normalisation = input.NormalisationFor(splits.Train);
        BatchLoader calibration = new(splits.Calibration, normalisation, new() { BatchSize = 200 }), images = new(new SubsetDataset((ImageDataset)splits.Train, [.. Enumerable.Range(0, 500)]), normalisation, new() { BatchSize = 250 });
        var cost = new SubnetCost(space);
        var first = new EvolutionSearch(space.Mutator, (subnets, _) => [.. subnets.Select(subnet => -Math.Abs(cost.Of(subnet).Macs - 2.5e6))], new() { Generations = 6 });
        first.Run();
        Subnet[] random = [.. Enumerable.Range(0, 50).Select(draw => space.Mutator.Sample(1, draw)).Distinct()];
        Subnet[] late = [.. first.History.Where(seen => seen.Generation == 5).Select(seen => seen.Subnet)];
        Gain("50 random subnets", random);
        Gain("50 subnets of a late generation", late);

        void Gain(string name, Subnet[] subnets)
        {
            var shared = new CandidateEvaluator(space, calibration, images);
            var apart = new CandidateEvaluator(space, calibration, images, sharing: false);
            shared.Score([.. subnets.Take(4)]);
            var a = new StepTimer(() => shared.Score(subnets));
            var b = new StepTimer(() => apart.Score(subnets));
            for (var turn = 0; turn < 2; turn++)
            {
                a.Measure(1);
                b.Measure(1);
            }

            Add("scoring with shared prefixes", name, a.MedianProcessor / 1000, "s of processor time");
            Add("scoring one by one", name, b.MedianProcessor / 1000, "s of processor time");
            Add("gain", name, b.MedianProcessor / a.MedianProcessor, "x");
        }
    }

    private void Add(string measured, string name, double value, string unit)
    {
        _rows.Add([measured, name, value.ToString("G4", CultureInfo.InvariantCulture), unit]);
        Console.WriteLine(string.Join("  ", _rows[^1]));
    }
}
