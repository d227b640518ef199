using Occam.Core.Training;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets.Loading;
using Occam.Graphs;
using Occam.Models.Algorithms;
using Occam.Models.Architectures;
using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Benchmarks.Training;

/// <summary>The runner, as an experiment's config sets it up.</summary>
internal sealed class Configured : Contestant
{
    private readonly Graph _graph = (ResNetOptions.Cifar(20) with { Channels = 1, Size = 28 }).Build(1);
    private readonly CombinedAlgorithm _algorithm;
    private readonly Runner _runner;
    private readonly Pause _pause = new();

    public Configured(BatchLoader loader, int epochs, TrainingPrecision precision)
        : base($"runner {precision.ToString().ToLowerInvariant()}", loader)
    {
        var options = new RunnerOptions { Epochs = epochs, Precision = precision };
        _algorithm = new(_graph, new CrossEntropyLoss());
        _runner = new(
            _algorithm,
            loader,
            options,
            new Dictionary<string, Func<ParameterSet, Optimizer>>(StringComparer.Ordinal) { [ParameterSet.Weights] = set => new Sgd(set.Parameters, new() { LearningRate = LearningRate, WeightDecay = WeightDecay, DecayVectors = true }) },
            new CosineSchedule(new(), options.LengthFor(loader)),
            [_pause]);
    }

    public override double? WaitShare => _runner.Status.WaitShare;

    public override void Dispose()
    {
        _runner.Dispose();
        _algorithm.Dispose();
        _graph.Dispose();
    }

    protected override void RunEpoch(int epoch)
    {
        using var stop = new CancellationTokenSource();
        _pause.Stop = stop.Cancel;
        try
        {
            _runner.Run(cancellation: stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the turn is over
        }
    }

    protected override Tensor Classify(Tensor images) => _algorithm.Modules[0].Module.call(images);

    private sealed class Pause : Hook
    {
        public override string Name => "pause";

        public Action Stop { get; set; } = () => { };

        public override void AfterEpoch(RunStatus run) => Stop();
    }
}
