using System.Diagnostics;
using Occam.Datasets.Loading;
using Occam.Graphs.Execution;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>Runs a training step over all batches of all epochs: learning rate, progress, cancellation, checkpoints.</summary>
public sealed class Trainer : IDisposable
{
    private readonly GraphModule _module;
    private readonly TrainStep _step;
    private readonly BatchLoader _loader;
    private readonly TrainingOptions _options;
    private readonly CosineSchedule _schedule;
    private readonly SgdOptimizer _optimizer;

    /// <summary>Prepares a run.</summary>
    /// <param name="module">The network to train; not owned.</param>
    /// <param name="step">The step.</param>
    /// <param name="loader">The batches.</param>
    /// <param name="options">Epochs, learning rate and the like.</param>
    /// <exception cref="ArgumentException">The options are out of range, or there is not one full batch.</exception>
    public Trainer(GraphModule module, TrainStep step, BatchLoader loader, TrainingOptions options)
    {
        var problems = options.Problems().ToArray();
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfZero(loader.BatchCount, nameof(loader));
        (_module, _step, _loader, _options) = (module, step, loader, options);
        var steps = Math.Min(options.Steps ?? long.MaxValue, (long)options.Epochs * loader.BatchCount);
        _schedule = new(options.LearningRate, steps, Math.Min((long)(options.WarmUp * steps), steps - 1));
        _optimizer = new(module.named_parameters(), options.Momentum, options.WeightDecay);
    }

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>All steps.</summary>
    public long Steps => _schedule.Steps;

    /// <summary>Trains to the end from where a checkpoint left off, or until it is cancelled between two steps.</summary>
    /// <param name="checkpoint">The checkpoint: gone on from where it exists, written after every epoch and on cancellation; null keeps none.</param>
    /// <param name="progress">Called after every step, on this thread; default nothing.</param>
    /// <param name="cancellation">Ends the run between two steps.</param>
    /// <exception cref="TrainingException">The loss is not a number, or the checkpoint is not of this run.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the checkpoint holds what was reached.</exception>
    public void Run(string? checkpoint = null, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (checkpoint is not null && File.Exists(checkpoint))
        {
            Resume(checkpoint);
        }

        var watch = Stopwatch.StartNew();
        while (Step < Steps)
        {
            try
            {
                RunEpoch((int)(Step / _loader.BatchCount), watch, progress, cancellation);
            }
            catch (OperationCanceledException) when (checkpoint is not null)
            {
                Save(checkpoint);
                throw;
            }

            if (checkpoint is not null)
            {
                Save(checkpoint);
            }
        }

        _module.eval();
    }

    /// <summary>Writes a checkpoint: weights, optimizer, step, random state; whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => Checkpoint.Save(path, _module.Graph, _optimizer, Step, Steps);

    /// <summary>Goes back to a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TrainingException">The file is no checkpoint of this network, or damaged; the message says why.</exception>
    public void Resume(string path) => Step = Checkpoint.Load(path, _module.Graph, _optimizer, Steps);

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private void RunEpoch(int epoch, Stopwatch watch, Action<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var average = new LossAverage();
        using var scope = NewDisposeScope();
        _module.train();
        foreach (var batch in _loader.Read(epoch, (int)(Step % _loader.BatchCount)))
        {
            cancellation.ThrowIfCancellationRequested();
            _optimizer.LearningRate = _schedule.At(Step);
            var result = _step.Run(batch, _optimizer);
            scope.DisposeEverything();
            if (!double.IsFinite(result.Total))
            {
                throw new TrainingException(
                    $"The loss is {result.Total} at step {Step + 1} of {Steps} (epoch {epoch + 1}, learning rate {_optimizer.LearningRate:G3}). A lower learning rate usually helps.");
            }

            Step++;
            average.Add(result);
            var done = Step % _loader.BatchCount == 0 || Step == Steps;
            progress?.Invoke(new(epoch, _options.Epochs, Step, Steps, _optimizer.LearningRate, average.Total, average.Losses, done, watch.Elapsed));
            if (done)
            {
                return;
            }
        }
    }
}
