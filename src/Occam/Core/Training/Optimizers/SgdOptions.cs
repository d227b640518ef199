using TorchSharp.Modules;

namespace Occam.Core.Training.Optimizers;

/// <summary>The options of <see cref="Sgd"/>.</summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>The share of the velocity that a step keeps, 0 to below 1. Default 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The share of a gradient that the velocity leaves out, 0 to below 1; 0 with Nesterov's momentum. Default 0.</summary>
    public double Dampening { get; init; }

    /// <summary>Whether the gradient is looked at where the velocity leads. Default yes.</summary>
    public bool Nesterov { get; init; } = true;

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<(string Name, Parameter Weight)> parameters) => new Sgd(parameters, this);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
        {
            yield return problem;
        }

        if (Momentum is not (>= 0 and < 1))
        {
            yield return $"Momentum has to be from 0 to below 1, but is {Momentum}.";
        }

        if (Dampening is not (>= 0 and < 1))
        {
            yield return $"Dampening has to be from 0 to below 1, but is {Dampening}.";
        }

        if (Nesterov && Dampening > 0)
        {
            yield return $"Dampening has to be 0 with Nesterov's momentum, but is {Dampening}.";
        }
    }
}
