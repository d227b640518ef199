using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using Occam.Tests.Datasets;

namespace Occam.Tests.Models.Pruners.Training;

/// <summary>Short runs of a small residual network with components, on images made up.</summary>
internal static class PrunedTraining
{
    public static readonly TrainingOptions Options = new() { Epochs = 4, BatchSize = 16, LearningRate = 0.05 };

    private static readonly MemoryDataset Images = new(64);

    public static Graph Network(int seed = 5) => ResNet.Build(new() { Size = 8, Classes = 4, Widths = [8, 12], Blocks = [1, 1] }, seed);

    public static TrainingContext Context(Graph graph) =>
        new() { Graph = graph, Data = new DataSplits(Images, Images, Images, "all"), Input = new() { Size = Images.Size }, Seed = 3 };

    /// <summary>Trains, to the end or until so many steps are done, going on from the checkpoint where there is one; returns what <paramref name="result"/> makes of the algorithm.</summary>
    public static T Run<T>(
        Func<TrainingContext, TrainingComponent[]> components, Func<CombinedAlgorithm, T> result, string? checkpoint = null, int cancelAfter = int.MaxValue, Action<CombinedAlgorithm, long>? after = null)
    {
        using var graph = Network();
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss(), components(Context(graph)));
        using var trainer = new Trainer(algorithm, new BatchLoader(Images, Normalisation.Measure(Images), new() { BatchSize = 16, Shuffle = true, Seed = 3 }), Options);
        using var stop = new CancellationTokenSource();
        trainer.Run(checkpoint, reached =>
        {
            after?.Invoke(algorithm, reached.Step);
            if (reached.Step == cancelAfter)
            {
                stop.Cancel();
            }
        }, stop.Token);
        return result(algorithm);
    }
}
