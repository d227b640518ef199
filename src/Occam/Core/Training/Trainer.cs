using System.Diagnostics;
using Occam.Core.Training.Optimizers;
using Occam.Datasets.Loading;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>Runs an algorithm over all batches of all epochs: learning rate, progress, cancellation, checkpoints.</summary>
public sealed class Trainer : IDisposable
{
    private readonly Algorithm _algorithm;
    private readonly BatchLoader _loader;
    private readonly TrainingOptions _options;
    private readonly CosineSchedule _schedule;
    private readonly Dictionary<string, Optimizer> _optimizers;
    private readonly RunState _state;

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

        ArgumentOutOfRangeException.ThrowIfZero(loader.BatchCount, nameof(loader));
        (_algorithm, _loader, _options) = (algorithm, loader, options);
        var steps = Math.Min(options.Steps ?? long.MaxValue, (long)options.Epochs * loader.BatchCount);
        _schedule = new(options.LearningRate, steps, Math.Min((long)(options.WarmUp * steps), steps - 1));
        var sgd = new SgdOptions { LearningRate = options.LearningRate, Momentum = options.Momentum, WeightDecay = options.WeightDecay };
        _optimizers = algorithm.ParameterSets.ToDictionary(set => set.Name, set => sgd.Create(set.Parameters), StringComparer.Ordinal);
        _state = new(algorithm, _optimizers);
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
        else if (Step == 0 && _algorithm.Start(new(_optimizers) { Steps = Steps, StepsPerEpoch = _loader.BatchCount, Seed = _options.Seed }) is { } replacement)
        {
            _state.Rebind(replacement);
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

        _algorithm.Eval();
    }

    /// <summary>Writes a checkpoint: weights, optimizer, step, random state; whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => _state.Save(path, Step, Steps);

    /// <summary>Goes back to a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TrainingException">The file is no checkpoint of this network, or damaged; the message says why.</exception>
    public void Resume(string path) => Step = _state.Load(path, Steps);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var optimizer in _optimizers.Values)
        {
            optimizer.Dispose();
        }
    }

    private void RunEpoch(int epoch, Stopwatch watch, Action<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var average = new LossAverage();
        using var scope = NewDisposeScope();
        _algorithm.Train();
        foreach (var batch in _loader.Read(epoch, (int)(Step % _loader.BatchCount)))
        {
            cancellation.ThrowIfCancellationRequested();
            var rate = _schedule.At(Step);
            foreach (var optimizer in _optimizers.Values)
            {
                optimizer.LearningRate = rate;
            }

            var context = new StepContext(_optimizers) { Step = Step, Steps = Steps, Epoch = epoch, StepsPerEpoch = _loader.BatchCount, Seed = _options.Seed };
            var result = _algorithm.TrainStep(batch, context);
            scope.DisposeEverything();
            if (!double.IsFinite(result.Total))
            {
                throw new TrainingException(
                    $"The loss is {result.Total} at step {Step + 1} of {Steps} (epoch {epoch + 1}, learning rate {rate:G3}). A lower learning rate usually helps.");
            }

            if (_algorithm.AfterStep(context) is { } replacement)
            {
                _state.Rebind(replacement);
            }

            Step++;
            average.Add(result);
            var done = Step % _loader.BatchCount == 0 || Step == Steps;
            progress?.Invoke(new(epoch, _options.Epochs, Step, Steps, rate, average.Total, average.Losses, done, watch.Elapsed));
            if (done)
            {
                return;
            }
        }
    }
}
