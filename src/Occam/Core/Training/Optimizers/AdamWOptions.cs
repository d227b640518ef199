using TorchSharp.Modules;

namespace Occam.Core.Training.Optimizers;

/// <summary>The options of <see cref="AdamW"/>.</summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <summary>The learning rate, over 0. Default 1e-3.</summary>
    public override double LearningRate { get; init; } = 1e-3;

    /// <summary>The weight decay, at least 0. Default 1e-2.</summary>
    public override double WeightDecay { get; init; } = 1e-2;

    /// <summary>The share of the gradients' average that a step keeps, 0 to below 1. Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The share of the squared gradients' average that a step keeps, 0 to below 1. Default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the divisor, over 0. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<(string Name, Parameter Weight)> parameters) => new AdamW(parameters, this);

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => base.Problems().Concat(AdamMoments.Problems(Beta1, Beta2, Epsilon));
}
