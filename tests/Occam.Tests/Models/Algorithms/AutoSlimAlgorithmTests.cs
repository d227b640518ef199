using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Execution;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Architectures.SearchSpaces;
using Occam.Models.Losses;
using Occam.Models.Mutables;
using Occam.Tests.Datasets;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Algorithms;

public sealed class AutoSlimAlgorithmTests
{
    private const int Seed = 4;

    [Fact]
    public void AStepAddsUpTheGradientsOfFourSubnetsAndStepsOnce()
    {
        using var scope = NewDisposeScope();
        using var supernet = Build();
        using var before = supernet.Clone();
        using var algorithm = new AutoSlimAlgorithm(supernet, new CrossEntropyLoss());
        var batch = Loader().Read().First();
        algorithm.Train();
        using var optimizer = new Sgd(algorithm.ParameterSets[0].Parameters, new() { LearningRate = 1, Momentum = 0 });
        algorithm.TrainStep(batch, new(optimizer) { Seed = Seed });

        var space = SearchSpace.Of(before);
        var sums = before.Constants.Where(GraphModule.IsTrainable).ToDictionary(value => value.Name, value => zeros_like(value.Constant!.Tensor), StringComparer.Ordinal);
        var teacher = ByHand(space, space.Mutator.Largest, batch, null, sums);
        var others = algorithm.SubnetsOf(Seed, 0);
        Assert.Equal(3, others.Count);
        Assert.Equal(space.Mutator.Smallest, others[0]);
        foreach (var subnet in others)
        {
            ByHand(space, subnet, batch, teacher, sums);
        }

        using var guard = no_grad();
        foreach (var (name, sum) in sums)
        {
            // One step at learning rate 1 without momentum moves a weight by its gradient.
            var moved = before.Find(name)!.Constant!.Tensor.sub(supernet.Find(name)!.Constant!.Tensor.detach());
            Assert.True(moved.allclose(sum, 1e-3, 1e-5), $"{name}: {moved.sub(sum).abs().max().item<float>()} of {sum.abs().max().item<float>()}");
            Assert.True(sum.abs().max().item<float>() > 0, name);
        }
    }

    [Fact]
    public void NothingLeaks()
    {
        using var supernet = Build();
        using var algorithm = new AutoSlimAlgorithm(supernet, new CrossEntropyLoss());
        algorithm.Train();
        using var optimizer = new Sgd(algorithm.ParameterSets[0].Parameters, new() { LearningRate = 0.01 });
        for (var step = 0; step < 20; step++)
        {
            Step(step);
        }

        var before = Tensor.TotalCount;
        for (var step = 20; step < 28; step++)
        {
            Step(step);
        }

        // The structures of at most eight subnets are kept; theirs is all that may differ.
        Assert.InRange(Tensor.TotalCount - before, -1200, 1200);

        void Step(int step)
        {
            using var scope = NewDisposeScope();
            algorithm.TrainStep(Loader().Read().First(), new(optimizer) { Seed = Seed, Step = step });
        }
    }

    // The subnet as a network of its own; its gradients belong to the leading part of the whole weights.
    private static Tensor ByHand(SearchSpace space, Subnet subnet, Batch batch, Tensor? teacher, Dictionary<string, Tensor> sums)
    {
        using var graph = space.Resolve(subnet);
        using var module = new GraphModule(graph);
        module.train();
        var logits = module.call(batch.Images);
        var loss = teacher is null
            ? nn.functional.cross_entropy(logits, batch.Labels!)
            : teacher.softmax(1).mul(teacher.log_softmax(1).sub(logits.log_softmax(1))).sum(1).mean();
        loss.backward();
        foreach (var (name, parameter) in module.named_parameters())
        {
            var part = sums[name];
            foreach (var (size, axis) in parameter.shape.Select((size, axis) => (size, axis)))
            {
                part = part.narrow(axis, 0, size);
            }

            part.add_(parameter.grad!);
        }

        return logits.detach();
    }

    private static BatchLoader Loader()
    {
        var data = new MemoryDataset(32);
        return new(data, Normalisation.Measure(data), new() { BatchSize = 32 });
    }

    private static Graph Build()
    {
        var graph = ResNet.Build(new() { Size = 8, Classes = 4, Widths = [8, 16], Blocks = [1, 1] }, 3);
        UnitSpace.Prepare(graph, depth: false, new([0.25, 0.5, 0.75, 1], 2));
        return graph;
    }
}
