using Occam.Core.Training.Optimizers;

namespace Occam.Core.Training;

/// <summary>What a step of training needs beside its batch.</summary>
public sealed class StepContext
{
    private readonly IReadOnlyDictionary<string, Optimizer> _optimizers;

    /// <summary>Makes a context of one optimizer, for the weights.</summary>
    /// <param name="optimizer">The optimizer; not owned.</param>
    public StepContext(Optimizer optimizer)
        : this(new Dictionary<string, Optimizer>(StringComparer.Ordinal) { [ParameterSet.Weights] = optimizer })
    {
    }

    /// <summary>Makes a context.</summary>
    /// <param name="optimizers">The optimizers by the name of their <see cref="ParameterSet"/>; not owned.</param>
    public StepContext(IReadOnlyDictionary<string, Optimizer> optimizers) => _optimizers = optimizers;

    /// <summary>The optimizer of the weights, its learning rate set for this step.</summary>
    public Optimizer Optimizer => OptimizerOf(ParameterSet.Weights);

    /// <summary>The step, from 0.</summary>
    public long Step { get; init; }

    /// <summary>All steps of the run.</summary>
    public long Steps { get; init; } = 1;

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>Steps an epoch.</summary>
    public int StepsPerEpoch { get; init; } = 1;

    /// <summary>The run's seed: random choices follow from it and <see cref="Step"/>, never from the clock.</summary>
    public int Seed { get; init; }

    /// <summary>Whether the step is the last of its epoch.</summary>
    public bool EndsEpoch => (Step + 1) % StepsPerEpoch == 0 || Step + 1 == Steps;

    /// <summary>The share of the run that is done before the step, 0 to below 1.</summary>
    public double Progress => (double)Step / Steps;

    /// <summary>The optimizer of a set of parameters, for example of architecture parameters.</summary>
    /// <exception cref="TrainingException">There is none of that name.</exception>
    public Optimizer OptimizerOf(string set) => _optimizers.TryGetValue(set, out var optimizer)
        ? optimizer
        : throw new TrainingException($"There is no optimizer for '{set}', only for {string.Join(", ", _optimizers.Keys)}.");
}
