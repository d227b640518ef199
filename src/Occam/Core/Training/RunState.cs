using Occam.Core.Training.Optimizers;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>All that a run consists of at one moment, as names, tensors and facts: what a checkpoint holds.</summary>
/// <remarks>Order and changes of the images follow from seed, epoch and image, and the learning rate from the step, so they need no state.</remarks>
internal sealed class RunState(Algorithm algorithm, IReadOnlyDictionary<string, Optimizer> optimizers)
{
    private const string StepEntry = "step";
    private const string StepsEntry = "steps";
    private const string AlgorithmPrefix = "algorithm:";

    /// <summary>The steps of the run that a checkpoint is of.</summary>
    /// <exception cref="TrainingException">The file is no checkpoint, or damaged.</exception>
    public static long ReadSteps(string path) => Checkpoint.ReadRecord(path).Integer(StepsEntry);

    public void Save(string path, long step, long steps)
    {
        var record = new StateRecord();
        record.Set(StepEntry, step);
        record.Set(StepsEntry, steps);
        var part = new StateRecord();
        algorithm.Save(part);
        record.Add(AlgorithmPrefix, part);
        foreach (var (set, optimizer) in optimizers)
        {
            part = new();
            optimizer.Save(part);
            record.Add(Prefix(set), part);
        }

        Checkpoint.Save(path, record, Tensors());
    }

    public long Load(string path, long steps)
    {
        var step = 0L;
        Checkpoint.Load(path, record =>
        {
            step = record.Integer(StepEntry);
            if (record.Integer(StepsEntry) is var all && all != steps)
            {
                throw new TrainingException($"Checkpoint '{path}' is of a run of {all:N0} steps, but this one has {steps:N0}: data, batch size or epochs differ. Give the same ones, or remove the file.");
            }

            algorithm.Load(record.Part(AlgorithmPrefix));
            Rebind(null);
            foreach (var (set, optimizer) in optimizers)
            {
                optimizer.Load(record.Part(Prefix(set)));
            }

            return Tensors().ToDictionary(pair => pair.Name, pair => pair.Tensor, StringComparer.Ordinal);
        });
        return step;
    }

    /// <summary>Gives the optimizers the parameters that the algorithm has now.</summary>
    public void Rebind(GraphReplacement? replacement)
    {
        foreach (var set in algorithm.ParameterSets)
        {
            optimizers[set.Name].Rebind(set.Parameters, replacement?.Narrow);
        }
    }

    private static string Prefix(string set) => $"optimizer:{set}:";

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
            .Concat(optimizers.SelectMany(pair => pair.Value.State.Select(state => (Prefix(pair.Key) + state.Name, state.Tensor))));
    }
}
