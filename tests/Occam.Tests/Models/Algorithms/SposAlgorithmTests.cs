using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Losses;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

public sealed class SposAlgorithmTests
{
    private const int Seed = 9;

    [Fact]
    public void AStepIsThatOfTheSubnetAlone()
    {
        using var scope = NewDisposeScope();
        using var supernet = Build();
        using var before = supernet.Clone();
        using var algorithm = new SposAlgorithm(supernet, new CrossEntropyLoss());
        using var subnet = algorithm.Space.Resolve(algorithm.SubnetOf(Seed, 0));
        using var alone = new CombinedAlgorithm(subnet, new CrossEntropyLoss());
        var batch = Loader().Read().First();
        Step(algorithm, batch);
        Step(alone, batch);
        foreach (var value in supernet.Constants.Where(value => value.Constant!.ElementType.IsFloatingPoint()))
        {
            // On the path as the subnet alone, momentum and statistics included; beside it untouched to the bit.
            var expected = (subnet.Find(value.Name) ?? before.Find(value.Name))!.Constant!.Tensor;
            Assert.True(value.Constant!.Tensor.detach().eq(expected.detach()).all().item<bool>(), value.Name);
        }
    }

    [Fact]
    public void EvaluationHasStatisticsOfTheSubnetThatIsEvaluated()
    {
        using var scope = NewDisposeScope();
        using var supernet = Build();
        using var algorithm = new SposAlgorithm(supernet, new CrossEntropyLoss(), Loader());
        var batch = Loader().Read().First();
        algorithm.Train();
        Step(algorithm, batch);
        algorithm.Eval();
        using var guard = no_grad();
        using var exported = algorithm.Export();
        using var module = new GraphModule(exported);
        module.eval();
        Assert.True(module.call(batch.Images).allclose(algorithm.Modules[0].Module.call(batch.Images), 1e-5, 1e-6));
    }

    private static void Step(Algorithm algorithm, Batch batch)
    {
        algorithm.Train();
        using var optimizer = new Sgd(algorithm.ParameterSets[0].Parameters, new() { LearningRate = 0.1, WeightDecay = 1e-2 });
        algorithm.TrainStep(batch, new(optimizer) { Seed = Seed });
        algorithm.TrainStep(batch, new(optimizer) { Seed = Seed });
    }

    private static BatchLoader Loader()
    {
        var data = new MemoryDataset(32);
        return new(data, Normalisation.Measure(data), new() { BatchSize = 32 });
    }

    private static Graph Build() => new SposShuffleNetOptions { Size = 8, Widths = [16, 24], Blocks = [2, 1], StemChannels = 8, HeadChannels = 16, Classes = 4 }.Build(5);
}
