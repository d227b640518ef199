using Occam.Core.Training.Optimizers;
using Occam.Core.Training.Schedules;

namespace Occam.Core.Training;

/// <summary>The optimizers of a run with their learning rates, one a parameter set of its algorithm.</summary>
internal sealed class OptimizerSet : IDisposable
{
    private readonly Algorithm _algorithm;
    private readonly PrecisionSwitch _precision;
    private readonly IReadOnlyDictionary<string, Func<ParameterSet, Optimizer>> _makers;
    private readonly Schedule _schedule;
    private readonly Dictionary<string, Optimizer> _optimizers = new(StringComparer.Ordinal);

    public OptimizerSet(Algorithm algorithm, PrecisionSwitch precision, IReadOnlyDictionary<string, Func<ParameterSet, Optimizer>> makers, Schedule schedule)
    {
        (_algorithm, _precision, _makers, _schedule) = (algorithm, precision, makers, schedule);
        Rebind(null);
    }

    public IReadOnlyDictionary<string, Optimizer> ByName => _optimizers;

    public IReadOnlyDictionary<string, Schedule> Schedules { get; set; } = new Dictionary<string, Schedule>(StringComparer.Ordinal);

    /// <summary>Sets all learning rates.</summary>
    /// <returns>That of the weights, or of the first set where there are none.</returns>
    public double SetLearningRates(long step)
    {
        foreach (var (name, optimizer) in _optimizers)
        {
            optimizer.LearningRate = optimizer.BaseLearningRate * Schedules.GetValueOrDefault(name, _schedule).FactorAt(step);
        }

        return (_optimizers.GetValueOrDefault(ParameterSet.Weights) ?? _optimizers.Values.FirstOrDefault())?.LearningRate ?? 0;
    }

    /// <summary>Gives the optimizers the parameters that the algorithm has now, and sets that are new an optimizer.</summary>
    public void Rebind(GraphReplacement? replacement)
    {
        _precision.Apply(); // first: what optimizers remember is laid out like the weights
        foreach (var set in _algorithm.ParameterSets)
        {
            if (_optimizers.TryGetValue(set.Name, out var optimizer))
            {
                optimizer.Rebind(set.Parameters, replacement?.Narrow);
            }
            else
            {
                _optimizers.Add(set.Name, _makers.TryGetValue(set.Name, out var make)
                    ? make(set)
                    : throw new TrainingException($"The algorithm trains '{set.Name}', for which no optimizer is given, only for {string.Join(", ", _makers.Keys)}."));
            }
        }
    }

    public void Dispose()
    {
        foreach (var optimizer in _optimizers.Values)
        {
            optimizer.Dispose();
        }
    }
}
