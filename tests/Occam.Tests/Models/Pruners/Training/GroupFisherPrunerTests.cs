using Occam.Core.Training.Components;
using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Graphs.Execution;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Criteria;
using Occam.Models.Pruners.Training;
using Occam.Onnx.Runtime;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Training;

public sealed class GroupFisherPrunerTests : IDisposable
{
    private static readonly GroupFisherPrunerOptions Options = new() { TargetMacs = 0.6, Interval = 2 };
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Information_is_that_of_gates_where_channels_are_read()
    {
        // A residual network, so that values have several readers: the gated network of the criterion is the reference.
        using var graph = PrunedTraining.Network();
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        var images = randn(6, 1, 8, 8);
        var labels = tensor(new long[] { 0, 1, 2, 3, 0, 1 });
        using var gated = new GatedNetwork(analysis);
        var expected = gated.Derivatives(images, output => nn.functional.cross_entropy(output, labels, reduction: nn.Reduction.None));

        using var separate = ReadGradients.Separate(graph, analysis)!;
        var own = Pruner.Analyse(separate);
        using var ownGraph = own.Graph;
        using var module = new GraphModule(separate);
        module.eval();
        using var gradients = new ReadGradients(own);
        nn.functional.cross_entropy(module.Run([images], gradients.Observe)[0], labels, reduction: nn.Reduction.Sum).backward();
        Tensor[] sums = [.. own.Units.Select(unit => zeros(unit.Channels.Count, ScalarType.Float64))];
        gradients.AddTo(sums, 6);

        Assert.Equal(analysis.Units.Select(unit => unit.Name), own.Units.Select(unit => unit.Name));
        foreach (var (unit, derivatives) in expected.Index())
        {
            for (var channel = 0; channel < derivatives.GetLength(1); channel++)
            {
                var information = Enumerable.Range(0, 6).Sum(example => derivatives[example, channel] * derivatives[example, channel]);
                Assert.Equal(information, sums[unit][channel].item<double>(), 1e-5 * Math.Max(1, information));
            }
        }
    }

    [Fact]
    public void Channels_leave_one_at_an_interval_until_the_target_is_met()
    {
        using var whole = PrunedTraining.Network();
        var full = (double)CostTable.Measure(whole).Macs;
        var channels = new List<long>();
        var share = PrunedTraining.Run(
            _ => [new GroupFisherPruner(Options with { TargetMacs = 0.9, End = 1 })],
            algorithm => CostTable.Measure(algorithm.Graph).Macs / full,
            after: (algorithm, _) => channels.Add(Channels(algorithm.Graph)));

        Assert.InRange(share, 0.8, 0.9);
        Assert.All(channels.Zip(channels.Skip(1)).Index(), pair => Assert.True(pair.Item.First == pair.Item.Second || pair.Index % 2 == 0, $"step {pair.Index + 2}"));
        Assert.Contains(channels.Zip(channels.Skip(1)), pair => pair.First - pair.Second == 1);
    }

    [Fact]
    public void Short_run_meets_its_target_by_its_end()
    {
        using var whole = PrunedTraining.Network();

        var share = PrunedTraining.Run(_ => [new GroupFisherPruner(Options with { TargetMacs = 0.4, Interval = 5 })], algorithm => (double)CostTable.Measure(algorithm.Graph).Macs)
            / CostTable.Measure(whole).Macs;

        Assert.InRange(share, 0.25, 0.4);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void Resumed_run_ends_as_one_that_was_not_stopped(int stop)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        TrainingComponent[] Components(Occam.Core.Registry.TrainingContext context) => [new GroupFisherPruner(Options)];
        var whole = PrunedTraining.Run(Components, algorithm => TinyNetwork.Weights(algorithm.Graph));

        Assert.Throws<OperationCanceledException>(() => PrunedTraining.Run(Components, _ => 0, checkpoint, stop));

        Assert.Equal(whole, PrunedTraining.Run(Components, algorithm => TinyNetwork.Weights(algorithm.Graph), checkpoint));
    }

    [Fact]
    public void What_was_put_in_to_measure_is_not_written() => PrunedTraining.Run(_ => [new GroupFisherPruner(Options)], algorithm =>
    {
        using var written = algorithm.Export();
        Assert.DoesNotContain(written.Nodes, node => node.OpType == "Mul");
        Assert.Contains(algorithm.Graph.Nodes, node => node.OpType == "Mul");
        Assert.InRange(ParityCheck.Run(written, RandomInputs.For(written)).Largest, 0, 1e-4);
        return 0;
    });

    private static long Channels(Graph graph)
    {
        var analysis = Pruner.Analyse(graph);
        using var analysed = analysis.Graph;
        return analysis.Units.Sum(unit => unit.Channels.Count);
    }
}
