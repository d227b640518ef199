using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Graphs.Cost;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Models.Pruners;
using Occam.Models.Pruners.Training;
using Occam.Onnx.Runtime;
using Occam.Tests.Core.Training;
using Occam.Tests.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Pruners.Training;

public sealed class TrainingPrunerTests : IDisposable
{
    private static readonly PrunerOptions Half = new() { TargetMacs = 0.5, WidthMultiple = 1 };
    private static readonly PruningSchedule Rounds = new() { Curve = PruningCurve.Linear, Rounds = 3, Begin = 0.25, End = 0.75, Between = PruningMoment.Steps };
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void One_shot_meets_the_target_before_the_first_step()
    {
        using var whole = PrunedTraining.Network();
        var macs = new List<long>();

        PrunedTraining.Run(With(Half), _ => 0, after: (algorithm, _) => macs.Add(CostTable.Measure(algorithm.Graph).Macs));

        Assert.InRange((double)macs[0] / CostTable.Measure(whole).Macs, 0.4, 0.5);
        Assert.Equal(16, macs.Count);
        Assert.Single(macs.Distinct());
    }

    [Fact]
    public void Rounds_follow_the_curve_and_end_at_the_target()
    {
        using var whole = PrunedTraining.Network();
        var full = (double)CostTable.Measure(whole).Macs;
        var shares = new List<double>();

        PrunedTraining.Run(With(Half with { Schedule = Rounds }), _ => 0, after: (algorithm, _) => shares.Add(CostTable.Measure(algorithm.Graph).Macs / full));

        // 16 steps; rounds after 4, 8 and 12 of them, the progress of a step is reported after it was pruned.
        var expected = Enumerable.Range(1, 16).Select(step => step < 4 ? 1 : step < 8 ? 5 / 6.0 : step < 12 ? 4 / 6.0 : 0.5).ToArray();
        Assert.All(shares.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 0.06, pair.Second + 1e-9));
        Assert.Equal(1, shares[0]);
    }

    [Fact]
    public void Maximum_ratio_is_of_the_first_width_over_all_rounds()
    {
        using var graph = PrunedTraining.Network();
        var widths = PrunedTraining.Run(
            With(Half with { TargetMacs = 0.45, MaximumRatio = 0.5, Schedule = Rounds }),
            algorithm =>
            {
                var analysis = Pruner.Analyse(algorithm.Graph);
                using var analysed = analysis.Graph;
                return analysis.Units.ToDictionary(unit => unit.Name, unit => unit.Channels.Count);
            });

        var before = Pruner.Analyse(graph);
        using var owned = before.Graph;
        Assert.All(before.Units, unit => Assert.InRange(widths[unit.Name], (unit.Channels.Count + 1) / 2, unit.Channels.Count));
        Assert.Contains(before.Units, unit => widths[unit.Name] < unit.Channels.Count);
    }

    [Fact]
    public void Momentum_stays_with_its_channels()
    {
        using var graph = PrunedTraining.Network();
        var component = new Probe(Half with { Schedule = new() { Begin = 0.5, Between = PruningMoment.Steps } }, PrunedTraining.Context(graph));
        using var algorithm = new CombinedAlgorithm(graph, new CrossEntropyLoss(), [component]);
        var images = new MemoryDataset(64);
        using var trainer = new Trainer(algorithm, new BatchLoader(images, Normalisation.Measure(images), new() { BatchSize = 16 }), PrunedTraining.Options);
        trainer.Run();

        // What the replacement makes of the weights themselves, as it would of their momentum, are the weights of the narrower network.
        Assert.NotEmpty(component.Narrowed);
        Assert.All(component.Narrowed, pair => Assert.True(pair.Weights.allclose(pair.Expected, rtol: 0, atol: 0), pair.Name));
        Assert.Contains(component.Narrowed, pair => pair.Weights.numel() < graph.Find(pair.Name)!.Constant!.Count);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    public void Resumed_run_ends_as_one_that_was_not_stopped(int stop)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = folder.File("run.checkpoint");
        var components = With(Half with { Criterion = new("taylor", new(), _ => new Occam.Models.Pruners.Criteria.TaylorImportance()), Schedule = Rounds });
        var whole = PrunedTraining.Run(components, algorithm => TinyNetwork.Weights(algorithm.Graph));

        Assert.Throws<OperationCanceledException>(() => PrunedTraining.Run(components, _ => 0, checkpoint, stop));

        Assert.Equal(whole, PrunedTraining.Run(components, algorithm => TinyNetwork.Weights(algorithm.Graph), checkpoint));
    }

    [Fact]
    public void Pruned_network_is_exported_and_runs_in_OnnxRuntime() => PrunedTraining.Run(With(Half), algorithm =>
    {
        using var written = algorithm.Export();
        Assert.InRange(ParityCheck.Run(written, RandomInputs.For(written)).Largest, 0, 1e-4);
        return 0;
    });

    [Fact]
    public void Options_out_of_range_are_listed()
    {
        string[] problems = [.. new PrunerOptions { MaximumRatio = 1, Batches = 0, Schedule = new() { Begin = 1 } }.Problems()];

        Assert.Equal(4, problems.Length);
        Assert.Contains("nothing is asked for", problems[0], StringComparison.Ordinal);
    }

    private static Func<Occam.Core.Registry.TrainingContext, TrainingComponent[]> With(PrunerOptions options) => context => [new TrainingPruner(options, context)];

    // Looks at the replacement that the pruner makes.
    private sealed class Probe(PrunerOptions options, Occam.Core.Registry.TrainingContext context) : TrainingComponent
    {
        private readonly TrainingPruner _pruner = new(options with { Compensate = false }, context);

        public override string Name => "probe";

        public List<(string Name, Tensor Weights, Tensor Expected)> Narrowed { get; } = [];

        public override GraphReplacement? Prepare(Graph graph) => _pruner.Prepare(graph);

        public override GraphReplacement? AfterStep(Graph graph, StepContext context)
        {
            var replacement = _pruner.AfterStep(graph, context);
            foreach (var value in replacement is null ? [] : graph.Constants.Where(Graphs.Execution.GraphModule.IsTrainable))
            {
                using var guard = no_grad();
                Narrowed.Add((value.Name, replacement!.Narrow!(value.Name, value.Constant!.Tensor.detach())!.clone().DetachFromDisposeScope(), replacement.Graph.Find(value.Name)!.Constant!.Tensor.detach().clone().DetachFromDisposeScope()));
            }

            return replacement;
        }

        protected override void Dispose(bool disposing)
        {
            _pruner.Dispose();
            base.Dispose(disposing);
        }
    }
}
