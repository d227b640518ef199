using System.Diagnostics;
using Occam.Core.Training.Hooks;
using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;
using Occam.Datasets.Loading;
using Occam.Graphs.Native;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>
/// Runs an algorithm over the batches of its epochs, or for a number of steps: sets learning rates, calls hooks, writes checkpoints. A run that was cancelled or killed goes on from its
/// checkpoint to the same bits as one that was not.
/// </summary>
public sealed class Runner : IDisposable
{
    private readonly Algorithm _algorithm;
    private readonly BatchLoader _loader;
    private readonly RunnerOptions _options;
    private readonly PrecisionSwitch _precision;
    private readonly OptimizerSet _optimizers;
    private readonly IReadOnlyList<Hook> _hooks;
    private readonly RunStatus _status;
    private readonly RunState _state;

    /// <summary>Prepares a run.</summary>
    /// <param name="algorithm">What is trained, and how; not owned.</param>
    /// <param name="loader">The batches.</param>
    /// <param name="options">Epochs or steps, seed.</param>
    /// <param name="optimizers">What makes the optimizer of each of the algorithm's parameter sets, by the set's name.</param>
    /// <param name="schedule">The learning rate of all sets that <see cref="Schedules"/> does not name; made for <see cref="RunnerOptions.LengthFor"/>.</param>
    /// <param name="hooks">What goes along, in this order; owned.</param>
    /// <exception cref="ArgumentException">There is not one full batch, or two hooks have one name.</exception>
    /// <exception cref="InvalidOperationException">The options are out of range; the message lists all that are.</exception>
    /// <exception cref="TrainingException">A parameter set has no optimizer.</exception>
    public Runner(
        Algorithm algorithm,
        BatchLoader loader,
        RunnerOptions options,
        IReadOnlyDictionary<string, Func<ParameterSet, Optimizer>> optimizers,
        Schedule schedule,
        IReadOnlyList<Hook>? hooks = null)
    {
        (_algorithm, _loader, _options, _hooks) = (algorithm, loader, options, hooks ?? []);
        if (_hooks.GroupBy(hook => hook.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two hooks are named '{twice.Key}': a checkpoint could not tell them apart.", nameof(hooks));
        }

        var length = options.LengthFor(loader);
        _status = new(algorithm, _hooks, length.Steps, length.StepsPerEpoch);
        _precision = new(algorithm, options.Precision);
        _optimizers = new(algorithm, _precision, optimizers, schedule);
        _state = new(algorithm, _precision, _optimizers, _hooks, _status);
    }

    /// <summary>The learning rates of parameter sets that have a schedule of their own, by the set's name. Default none.</summary>
    public IReadOnlyDictionary<string, Schedule> Schedules
    {
        init => _optimizers.Schedules = value;
    }

    /// <summary>Told what a person should know although the run goes on: that a damaged checkpoint was left out, which precision was chosen. Default nobody.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>What the run computes with; auto before its first step was taken.</summary>
    public TrainingPrecision Precision => _precision.Chosen;

    /// <summary>Where the run is.</summary>
    public RunStatus Status => _status;

    /// <summary>Trains to the end from where a checkpoint left off, or until it is cancelled between two steps.</summary>
    /// <param name="checkpoint">
    /// The checkpoint: gone on from where it exists, written after every epoch and on cancellation, the one before kept as <c>.previous</c> and used where the newest is damaged; null keeps none.
    /// </param>
    /// <param name="cancellation">Ends the run between two steps, or in a hook that can be interrupted.</param>
    /// <exception cref="TrainingException">The loss is not a number, the checkpoint is not of this run, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the checkpoint holds what was reached.</exception>
    public void Run(string? checkpoint = null, CancellationToken cancellation = default)
    {
        _status.Cancellation = cancellation;
        Begin(checkpoint);
        try
        {
            Finish(checkpoint);
            while (_status.Step < _status.Steps && _status.StopReason is null)
            {
                RunEpoch(checkpoint, cancellation);
            }
        }
        catch (OperationCanceledException) when (checkpoint is not null)
        {
            Save(checkpoint);
            throw;
        }

        _precision.Leave();
        _algorithm.Eval();
        Tell(hook => hook.AfterRun(_status));
    }

    /// <summary>Writes a checkpoint: weights, optimizers, hooks, step, random state; whole or not at all. One that is there becomes <c>.previous</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TrainingException">It cannot be written; what was there before is untouched.</exception>
    public void Save(string path) => _state.Save(path);

    /// <summary>Goes back to a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TrainingException">The file is no checkpoint of this run, or damaged; the message says why.</exception>
    public void Resume(string path) => _state.Load(path);

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizers.Dispose();
        Tell(hook => hook.Dispose());
    }

    private void Begin(string? checkpoint)
    {
        if (checkpoint is not null)
        {
            CheckpointHistory.Tidy(checkpoint);
        }

        if (checkpoint is not null && CheckpointHistory.Newest(checkpoint, Warn) is { } newest)
        {
            Resume(newest);
        }
        else if (_status.Step == 0)
        {
            Replace(_algorithm.Start(Context(0)));
        }

        if (_precision.Chosen == TrainingPrecision.Auto)
        {
            MeasurePrecision();
        }
        else if (_precision.Chosen == TrainingPrecision.Bfloat16 && !CpuFeatures.HasBfloat16)
        {
            Warn?.Invoke("This processor has no bfloat16 instructions: training in bfloat16 takes many times as long as in float32. Auto chooses what is fastest here.");
        }

        _status.IsResumed = _status.Step > 0;
        _status.Clock.Start();
        Tell(hook => hook.BeforeRun(_status));
    }

    private void MeasurePrecision()
    {
        var found = string.Empty;
        new RunState(_algorithm, _precision, _optimizers, [], _status).Try(() => // hooks have no part in it
        {
            using var scope = NewDisposeScope();
            _algorithm.Train();
            _optimizers.SetLearningRates(_status.Step);
            var batch = _loader.Read(epoch: -1).First();
            found = _precision.Measure(() => _algorithm.TrainStep(batch, Context(0)));
        });
        _optimizers.Rebind(null);
        Warn?.Invoke(found);
    }

    private void RunEpoch(string? checkpoint, CancellationToken cancellation)
    {
        var (epoch, first) = ((int)(_status.Step / _loader.BatchCount), (int)(_status.Step % _loader.BatchCount));
        if (first == 0)
        {
            _status.Average.Clear();
        }

        using var scope = NewDisposeScope();
        _algorithm.Train();
        Tell(hook => hook.BeforeEpoch(_status));
        using var batches = _loader.Read(epoch, first).GetEnumerator();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var asked = Stopwatch.GetTimestamp();
            if (!batches.MoveNext())
            {
                return;
            }

            var given = Stopwatch.GetTimestamp();
            var images = batches.Current.Count;
            TakeStep(batches.Current, epoch, scope);
            _status.Clock.Add(Stopwatch.GetElapsedTime(asked, given), Stopwatch.GetElapsedTime(given), images);
            _status.HookCalls = 0;
            Finish(checkpoint);
            if (_status.EndsEpoch || _status.StopReason is not null)
            {
                return;
            }
        }
    }

    private void TakeStep(Batch batch, int epoch, TorchSharp.DisposeScope scope)
    {
        var step = _status.Step;
        _status.LearningRate = _optimizers.SetLearningRates(step);
        var context = Context(epoch);
        var result = _algorithm.TrainStep(batch, context);
        scope.DisposeEverything();
        if (!double.IsFinite(result.Total))
        {
            throw new TrainingException(
                $"The loss is {result.Total} at step {step + 1} of {_status.Steps} (epoch {epoch + 1}, learning rate {_status.LearningRate:G3}). A lower learning rate usually helps.");
        }

        Replace(_algorithm.AfterStep(context));
        _status.Step = step + 1;
        _status.Result = result;
        _status.Average.Add(result);
    }

    // Also where a run was cancelled in a hook: the calls that were done before are counted in the checkpoint.
    private void Finish(string? checkpoint)
    {
        if (_status.HookCalls is not { } done)
        {
            return;
        }

        var calls = _hooks.Count * (_status.EndsEpoch ? 2 : 1);
        for (; done < calls; _status.HookCalls = ++done)
        {
            using var scope = NewDisposeScope();
            if (done < _hooks.Count)
            {
                _hooks[done].AfterStep(_status);
            }
            else
            {
                _hooks[done - _hooks.Count].AfterEpoch(_status);
            }
        }

        _status.HookCalls = null;
        _state.SaveFurther();
        if (checkpoint is not null && (_status.EndsEpoch || _status.StopReason is not null || _status.Step % (_options.CheckpointEvery ?? long.MaxValue) == 0))
        {
            Save(checkpoint);
        }
    }

    private void Replace(GraphReplacement? replacement)
    {
        if (replacement is not null)
        {
            _optimizers.Rebind(replacement);
            Tell(hook => hook.AfterReplacement(_status, replacement));
        }
    }

    private StepContext Context(int epoch) => new(_optimizers.ByName)
    {
        Step = _status.Step,
        Steps = _status.Steps,
        Epoch = epoch,
        StepsPerEpoch = _loader.BatchCount,
        Seed = _options.Seed,
    };

    private void Tell(Action<Hook> call)
    {
        foreach (var hook in _hooks)
        {
            using var scope = NewDisposeScope();
            call(hook);
        }
    }
}
