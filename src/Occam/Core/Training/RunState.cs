using Occam.Core.Training.Hooks;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>All that a run consists of at one moment, as names, tensors and facts: what a checkpoint holds.</summary>
/// <remarks>Order and changes of the images follow from seed, epoch and image, and the learning rate from the step, so they need no state.</remarks>
internal sealed class RunState(Algorithm algorithm, PrecisionSwitch precision, OptimizerSet optimizers, IReadOnlyList<Hook> hooks, RunStatus status)
{
    private const string StepEntry = "step";
    private const string StepsEntry = "steps";
    private const string SecondsEntry = "seconds";
    private const string StopEntry = "stop";
    private const string HookCallsEntry = "hook_calls";
    /// <summary>Stands before what the algorithm keeps.</summary>
    public const string AlgorithmPrefix = "algorithm:";
    private const string EvaluationPrefix = "evaluation:";
    private const string PrecisionPrefix = "precision:";
    private const string AveragePrefix = "average:";

    /// <summary>The steps of the run that a checkpoint is of; null where there is none.</summary>
    /// <exception cref="TrainingException">The file is no checkpoint, or damaged, and so is the one before.</exception>
    public static long? ReadSteps(string path) =>
        CheckpointHistory.Newest(path, warn: null) is { } newest ? Checkpoint.ReadRecord(newest).Integer(StepsEntry) : null;

    public void Save(string path) => CheckpointHistory.Save(path, Record(), Tensors());

    /// <summary>Writes the further checkpoints that hooks asked for.</summary>
    public void SaveFurther()
    {
        foreach (var (path, then) in status.TakeSaves())
        {
            Checkpoint.Save(path, Record(), Tensors());
            then?.Invoke();
        }
    }

    public void Load(string path) => Checkpoint.Load(path, record => Load(record, path));

    /// <summary>Does something and goes back to the state before.</summary>
    public void Try(Action action)
    {
        using var kept = new MemoryStream();
        Checkpoint.Write(kept, Record(), Tensors());
        try
        {
            action();
        }
        finally
        {
            kept.Position = 0;
            Checkpoint.Load(kept, "memory", record => Load(record, "memory"));
        }
    }

    private Dictionary<string, Tensor> Load(StateRecord record, string path)
    {
        if (record.Integer(StepsEntry) is var all && all != status.Steps)
        {
            throw new TrainingException($"Checkpoint '{path}' is of a run of {all:N0} steps, but this one has {status.Steps:N0}: data, batch size or epochs differ. Give the same ones, or remove the file.");
        }

        status.Step = record.Integer(StepEntry);
        status.Clock.Before = TimeSpan.FromSeconds(record.Number(SecondsEntry));
        status.StopReason = record.Text(StopEntry);
        status.HookCalls = record.Text(HookCallsEntry) is null ? null : (int)record.Integer(HookCallsEntry);
        status.Average.Load(record.Part(AveragePrefix));
        status.Evaluation = Evaluation.Load(record.Part(EvaluationPrefix));
        precision.Load(record.Part(PrecisionPrefix));
        algorithm.Load(record.Part(AlgorithmPrefix));
        optimizers.Rebind(null);
        foreach (var (set, optimizer) in optimizers.ByName)
        {
            optimizer.Load(record.Part(Prefix(set)));
        }

        foreach (var hook in hooks)
        {
            hook.Load(record.Part(Prefix(hook)));
        }

        return Tensors().ToDictionary(pair => pair.Name, pair => pair.Tensor, StringComparer.Ordinal);
    }

    private static string Prefix(string set) => $"optimizer:{set}:";

    private static string Prefix(Hook hook) => $"hook:{hook.Name}:";

    private StateRecord Record()
    {
        var record = new StateRecord();
        record.Set(StepEntry, status.Step);
        record.Set(StepsEntry, status.Steps);
        record.Set(SecondsEntry, status.TotalElapsed.TotalSeconds);
        if (status.StopReason is { } reason)
        {
            record.Set(StopEntry, reason);
        }

        if (status.HookCalls is { } calls)
        {
            record.Set(HookCallsEntry, calls);
        }

        Add(record, AveragePrefix, status.Average.Save);
        Add(record, EvaluationPrefix, part => status.Evaluation?.Save(part));
        Add(record, PrecisionPrefix, precision.Save);
        Add(record, AlgorithmPrefix, algorithm.Save);
        foreach (var (set, optimizer) in optimizers.ByName)
        {
            Add(record, Prefix(set), optimizer.Save);
        }

        foreach (var hook in hooks)
        {
            Add(record, Prefix(hook), hook.Save);
        }

        return record;
    }

    private static void Add(StateRecord record, string prefix, Action<StateRecord> save)
    {
        var part = new StateRecord();
        save(part);
        record.Add(prefix, part);
    }

    private IEnumerable<(string Name, Tensor Tensor)> Tensors()
    {
        var constants = algorithm.Modules
            .SelectMany(trained => trained.Module.Graph.Constants.Where(value => value.Constant!.HasTensor).Select(value => (Name: trained.Qualify(value.Name), value.Constant!.Tensor)))
            .ToArray();
        var known = constants.Select(pair => pair.Name).ToHashSet(StringComparer.Ordinal);
        var further = algorithm.ParameterSets.SelectMany(set => set.Parameters).Where(pair => !known.Contains(pair.Name)).Select(pair => (pair.Name, (Tensor)pair.Weight));
        return constants
            .Concat(further)
            .Concat(algorithm.StateTensors.Select(pair => ("state:" + pair.Name, pair.Tensor)))
            .Concat(optimizers.ByName.SelectMany(pair => pair.Value.State.Select(state => (Prefix(pair.Key) + state.Name, state.Tensor))))
            .Concat(hooks.SelectMany(hook => hook.StateTensors.Select(state => (Prefix(hook) + state.Name, state.Tensor))));
    }
}
