using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Losses;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

public sealed class SlimmableAlgorithmTests
{
    [Fact]
    public void WeightsAreSharedAndBatchNormsAreNot()
    {
        using var scope = NewDisposeScope();
        using var supernet = ResNet.Build(new() { Size = 8, Classes = 4, Widths = [8], Blocks = [1] }, 3);
        UnitSpace.Prepare(supernet, depth: false, new([0.5, 1], 2));
        using var before = supernet.Clone();
        var small = SearchSpace.Of(supernet).Mutator.Smallest;
        using var algorithm = new SlimmableAlgorithm(supernet, new CrossEntropyLoss(), [small], 1);
        var data = new MemoryDataset(32);
        var batch = new BatchLoader(data, Normalisation.Measure(data), new() { BatchSize = 32 }).Read().First();
        algorithm.Train();
        using var optimizer = new Sgd(algorithm.ParameterSets[0].Parameters, new() { LearningRate = 1, Momentum = 0, Nesterov = false });
        algorithm.TrainStep(batch, new(optimizer));

        var space = SearchSpace.Of(before);
        var (largest, smallest) = (Gradients(space.Resolve(space.Mutator.Largest), batch), Gradients(space.Resolve(small), batch));
        using var exported = algorithm.Export();
        using var guard = no_grad();
        foreach (var (name, gradient) in smallest)
        {
            var (old, now) = (before.Find(name)!.Constant!.Tensor, exported.Find(name)!.Constant!.Tensor);
            var expected = name.Contains("norm", StringComparison.Ordinal) ? gradient : gradient.add(Leading(largest[name], gradient));
            Assert.True(Leading(old, now).sub(now).allclose(expected, 1e-3, 1e-5), name);
        }

        foreach (var value in exported.Constants.Where(value => value.Name.EndsWith("running_mean", StringComparison.Ordinal)))
        {
            Assert.False(Leading(supernet.Find(value.Name)!.Constant!.Tensor.detach(), value.Constant!.Tensor).allclose(value.Constant.Tensor) && value.Name != "stem.norm.running_mean", value.Name);
        }
    }

    private static Tensor Leading(Tensor whole, Tensor part) => part.shape.Select((size, axis) => (size, axis)).Aggregate(whole, (cut, pair) => cut.narrow(pair.axis, 0, pair.size));

    private static Dictionary<string, Tensor> Gradients(Graph graph, Batch batch)
    {
        using (graph)
        {
            using var module = new GraphModule(graph);
            module.train();
            nn.functional.cross_entropy(module.call(batch.Images), batch.Labels!).backward();
            return module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad!.clone(), StringComparer.Ordinal);
        }
    }
}
