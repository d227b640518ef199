using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets.Loading;

namespace Occam.Core.Training;

/// <summary>A <see cref="Runner"/> as the commands on files want it: stochastic gradient descent, warm-up and cosine, progress after every step.</summary>
public sealed class Trainer : IDisposable
{
    private readonly Runner _runner;
    private Action<TrainingProgress>? _progress;

    /// <summary>Prepares a run.</summary>
    /// <param name="algorithm">What is trained, and how; not owned.</param>
    /// <param name="loader">The batches.</param>
    /// <param name="options">Epochs, learning rate and the like.</param>
    /// <exception cref="ArgumentException">The options are out of range, or there is not one full batch.</exception>
    public Trainer(Algorithm algorithm, BatchLoader loader, TrainingOptions options)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        var length = new RunnerOptions { Epochs = options.Epochs, Steps = options.Steps, Seed = options.Seed };
        var sgd = new SgdOptions { LearningRate = options.LearningRate, Momentum = options.Momentum, WeightDecay = options.WeightDecay };
        _runner = new(
            algorithm,
            loader,
            length,
            algorithm.ParameterSets.ToDictionary(set => set.Name, _ => (Func<ParameterSet, Optimizer>)(set => sgd.Create(set.Parameters)), StringComparer.Ordinal),
            new CosineSchedule(new() { WarmUp = options.WarmUp }, length.LengthFor(loader)),
            [new ProgressHook(options.Epochs, reached => _progress?.Invoke(reached))]);
    }

    /// <summary>Steps done.</summary>
    public long Step => _runner.Status.Step;

    /// <summary>All steps.</summary>
    public long Steps => _runner.Status.Steps;

    /// <summary>Trains to the end from where a checkpoint left off, or until it is cancelled between two steps.</summary>
    /// <param name="checkpoint">The checkpoint, as <see cref="Runner.Run"/> keeps it; null keeps none.</param>
    /// <param name="progress">Called after every step, on this thread; default nothing.</param>
    /// <param name="cancellation">Ends the run between two steps.</param>
    /// <exception cref="TrainingException">The loss is not a number, or the checkpoint is not of this run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the checkpoint holds what was reached.</exception>
    public void Run(string? checkpoint = null, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        _progress = progress;
        _runner.Run(checkpoint, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();
}
