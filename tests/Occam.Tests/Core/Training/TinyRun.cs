using Occam.Core.Training;
using Occam.Core.Training.Components;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets.Loading;
using Occam.Datasets.Mixing;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Losses;
using Occam.Tests.Datasets;

namespace Occam.Tests.Core.Training;

/// <summary>A run of a tiny network on 64 images, 4 steps an epoch, with whatever a test puts beside it.</summary>
internal sealed class TinyRun : IDisposable
{
    private readonly Graph _graph = TinyNetwork.Build();
    private readonly BatchLoader _loader;

    public TinyRun(
        RunnerOptions options,
        Func<HookContext, Hook[]>? hooks = null,
        string? folder = null,
        Func<Graph, TrainingComponent[]>? components = null,
        Optimizers? optimizer = null,
        Func<ScheduleContext, Schedule>? schedule = null,
        IReadOnlyList<BatchMix>? mixes = null)
    {
        var data = new MemoryDataset(64);
        _loader = new(data, Normalisation.Measure(data), new() { BatchSize = 16, Shuffle = true, Seed = 3, Mixes = mixes ?? [] });
        Algorithm = new(_graph, new CrossEntropyLoss(), components?.Invoke(_graph));
        var evaluation = new ClassifierEvaluation(Algorithm, new(data, Normalisation.Measure(data), new() { BatchSize = 40 }));
        var context = new HookContext { Algorithm = Algorithm, Loader = _loader, Folder = folder, Evaluate = evaluation.Measure };
        Runner = new(
            Algorithm,
            _loader,
            options,
            new Dictionary<string, Func<ParameterSet, Optimizer>>(StringComparer.Ordinal) { [ParameterSet.Weights] = set => optimizer?.Invoke(set) ?? new Sgd(set.Parameters, new() { LearningRate = 0.05 }) },
            schedule?.Invoke(options.LengthFor(_loader)) ?? new ConstantSchedule(),
            hooks?.Invoke(context))
        {
            Warn = Warnings.Add,
        };
    }

    public delegate Optimizer Optimizers(ParameterSet set);

    public CombinedAlgorithm Algorithm { get; }

    public Runner Runner { get; }

    public List<string> Warnings { get; } = [];

    /// <summary>The weights that would be written.</summary>
    public float[] Weights => TinyNetwork.Weights(Algorithm.Graph);

    public TinyRun Run(string? checkpoint = null)
    {
        Runner.Run(checkpoint, TestContext.Current.CancellationToken);
        return this;
    }

    public void Dispose()
    {
        Runner.Dispose();
        Algorithm.Dispose();
        _graph.Dispose();
    }
}
