using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Core.Training.Optimizers;

/// <summary>Adam (Kingma and Ba 2015, "Adam: a method for stochastic optimization"); weight decay is an L2 penalty: g += decay * w.</summary>
public sealed class Adam : Optimizer
{
    private readonly AdamMoments _moments;

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">The parameters by name; not owned.</param>
    /// <param name="options">The averages' lengths and the like; default <see cref="AdamOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public Adam(IReadOnlyList<(string Name, Parameter Weight)> parameters, AdamOptions? options = null)
        : base(parameters, options ?? new(), AdamMoments.Average, AdamMoments.Square)
    {
        options ??= new();
        _moments = new(options.Beta1, options.Beta2, options.Epsilon);
    }

    /// <inheritdoc/>
    protected override void Update(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        AddDecay(parameter, gradient);
        _moments.Step(parameter, gradient, learningRate);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _moments.Dispose();
        base.Dispose(disposing);
    }
}
