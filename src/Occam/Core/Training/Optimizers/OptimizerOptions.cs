using TorchSharp.Modules;

namespace Occam.Core.Training.Optimizers;

/// <summary>What every optimizer can be told.</summary>
public abstract record OptimizerOptions
{
    /// <summary>The learning rate that a schedule's factors are of, over 0. Default 0.1.</summary>
    public virtual double LearningRate { get; init; } = 0.1;

    /// <summary>The weight decay, at least 0. Default 0.</summary>
    public virtual double WeightDecay { get; init; }

    /// <summary>Whether weights of one axis and fewer decay too: norms and biases. Default no.</summary>
    public bool DecayVectors { get; init; }

    /// <summary>Parameters that are treated otherwise; the first group whose pattern fits holds. Default none.</summary>
    public IReadOnlyList<ParameterGroupOptions> Groups { get; init; } = [];

    /// <summary>The largest Euclidean norm of all gradients together, over 0; larger ones are scaled down to it. Default no limit.</summary>
    public double? MaxGradientNorm { get; init; }

    /// <summary>The largest magnitude of a gradient's element, over 0; larger ones are cut. Default no limit.</summary>
    public double? MaxGradientValue { get; init; }

    /// <summary>Steps whose gradients are averaged before the weights change, at least 1. Default 1.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The parameters by name; not owned.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public abstract Optimizer Create(IReadOnlyList<(string Name, Parameter Weight)> parameters);

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public virtual IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (LearningRate > 0 && double.IsFinite(LearningRate), $"LearningRate has to be over 0, but is {LearningRate}."),
            (WeightDecay >= 0 && double.IsFinite(WeightDecay), $"WeightDecay has to be at least 0, but is {WeightDecay}."),
            (MaxGradientNorm is null or > 0, $"MaxGradientNorm has to be over 0, but is {MaxGradientNorm}."),
            (MaxGradientValue is null or > 0, $"MaxGradientValue has to be over 0, but is {MaxGradientValue}."),
            (Accumulation >= 1, $"Accumulation has to be at least 1, but is {Accumulation}."),
        ];
        return checks.Where(check => !check.Sound).Select(check => check.Problem).Concat(Groups.SelectMany(group => group.Problems()));
    }
}
