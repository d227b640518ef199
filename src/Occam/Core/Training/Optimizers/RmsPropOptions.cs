using TorchSharp.Modules;

namespace Occam.Core.Training.Optimizers;

/// <summary>The options of <see cref="RmsProp"/>.</summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <summary>The learning rate, over 0. Default 1e-2.</summary>
    public override double LearningRate { get; init; } = 1e-2;

    /// <summary>The share of the squared gradients' average that a step keeps, 0 to below 1. Default 0.99.</summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>What is added to the divisor, over 0. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share of the velocity that a step keeps, 0 to below 1. Default 0.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the divisor is the gradients' deviation instead of their root mean square. Default no.</summary>
    public bool Centered { get; init; }

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<(string Name, Parameter Weight)> parameters) => new RmsProp(parameters, this);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Alpha is >= 0 and < 1, $"Alpha has to be from 0 to below 1, but is {Alpha}."),
            (Epsilon > 0, $"Epsilon has to be over 0, but is {Epsilon}."),
            (Momentum is >= 0 and < 1, $"Momentum has to be from 0 to below 1, but is {Momentum}."),
        ];
        return base.Problems().Concat(checks.Where(check => !check.Sound).Select(check => check.Problem));
    }
}
