using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Core.Training.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, "Decoupled weight decay regularization", algorithm 2): w *= 1 - rate * decay.</summary>
public sealed class AdamW : Optimizer
{
    private readonly AdamMoments _moments;

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">The parameters by name; not owned.</param>
    /// <param name="options">The averages' lengths and the like; default <see cref="AdamWOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public AdamW(IReadOnlyList<(string Name, Parameter Weight)> parameters, AdamWOptions? options = null)
        : base(parameters, options ?? new(), AdamMoments.Average, AdamMoments.Square)
    {
        options ??= new();
        _moments = new(options.Beta1, options.Beta2, options.Epsilon);
    }

    /// <inheritdoc/>
    protected override void Update(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        if (parameter.WeightDecay > 0)
        {
            using Scalar kept = 1 - (learningRate * parameter.WeightDecay);
            parameter.Weight.mul_(kept);
        }

        _moments.Step(parameter, gradient, learningRate);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _moments.Dispose();
        base.Dispose(disposing);
    }
}
