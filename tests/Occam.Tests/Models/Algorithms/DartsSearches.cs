using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

/// <summary>A search network of one cell for images of 8x8, and steps on it.</summary>
internal static class DartsSearches
{
    public static readonly DartsOptions Small = new() { Width = 4, Cells = 1, Nodes = 2, Size = 8, Classes = 4 };
    public static readonly SgdOptions Plain = new() { LearningRate = 0.2, Momentum = 0.9, Nesterov = false, WeightDecay = 1e-3 };

    public static Graph Supernet(double[]? table = null)
    {
        var graph = Small.Build(seed: 3);
        using var scope = NewDisposeScope();
        graph.Find("normal")!.Constant!.Tensor.copy_(tensor(table ?? new double[Small.Edges * 8]).reshape(Small.Edges, 8));
        return graph;
    }

    public static Batch Batch(int first, int count)
    {
        using var generator = new Generator(4);
        return new(randn([64, 1, 8, 8], generator: generator).narrow(0, first, count), arange(64, ScalarType.Int64).remainder(4).narrow(0, first, count))
        {
            Indices = arange(64, ScalarType.Int64).narrow(0, first, count),
        };
    }

    // An image that trains the architecture trains nothing alone.
    public static (Batch Training, Batch Validation) Parts()
    {
        using var graph = Supernet();
        using var algorithm = new DartsAlgorithm(graph, new CrossEntropyLoss());
        var parts = Enumerable.Range(0, 64).ToLookup(i => Take(algorithm, Batch(i, 1), 1e-30, 1e-30).Total > 0, i => (long)i);
        var all = Batch(0, 64);
        return (Part(parts[true]), Part(parts[false]));

        Batch Part(IEnumerable<long> places)
        {
            var rows = tensor(places.ToArray());
            return new(all.Images.index_select(0, rows), all.Labels!.index_select(0, rows)) { Indices = all.Indices!.index_select(0, rows) };
        }
    }

    public static StepResult Take(DartsAlgorithm algorithm, Batch batch, double architectureRate, double? rate = null)
    {
        using var weights = new Sgd(algorithm.ParameterSets[0].Parameters, Plain with { LearningRate = rate ?? Plain.LearningRate });
        using var architecture = new Sgd(algorithm.ParameterSets[1].Parameters, new() { LearningRate = architectureRate, Momentum = 0, Nesterov = false });
        algorithm.Train();
        return algorithm.TrainStep(batch, new(new Dictionary<string, Optimizer>(StringComparer.Ordinal) { ["weights"] = weights, ["architecture"] = architecture }));
    }
}
