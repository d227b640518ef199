using Occam.Core.Registry;
using Occam.Core.Training;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training;

public sealed class CheckpointNetworkTests
{
    [Fact]
    public void Network_of_a_checkpoint_has_the_trained_weights_and_the_random_state_stays()
    {
        using var folder = new TemporaryFolder();
        using var trained = Train(folder.File("run.checkpoint"));
        using var scope = NewDisposeScope();
        var before = get_rng_state().bytes.ToArray();

        using var read = CheckpointNetwork.Read(new() { Network = Tiny(8), File = folder.File("run.checkpoint") }, new());

        Assert.Equal(TinyNetwork.Weights(trained), TinyNetwork.Weights(read));
        Assert.Equal(before, get_rng_state().bytes.ToArray());
    }

    [Fact]
    public void Checkpoint_of_another_network_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var trained = Train(folder.File("run.checkpoint"));

        var error = Assert.Throws<TrainingException>(() => CheckpointNetwork.Read(new() { Network = Tiny(6), File = folder.File("run.checkpoint") }, new()));

        Assert.Contains("of another network", error.Message, StringComparison.Ordinal);
    }

    private static Choice<ArchitectureContext, Graph> Tiny(int width) => new("tiny", new(), _ => TinyNetwork.Build(7, width));

    private static Graph Train(string checkpoint)
    {
        var graph = TinyNetwork.Build();
        var data = new MemoryDataset(32);
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss());
        using var trainer = new Trainer(algorithm, new(data, Normalisation.Measure(data), new() { BatchSize = 16, Shuffle = true }), new() { Epochs = 1, BatchSize = 16 });
        trainer.Run(checkpoint);
        return graph;
    }
}
