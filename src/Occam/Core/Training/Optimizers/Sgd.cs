using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Core.Training.Optimizers;

/// <summary>Stochastic gradient descent with momentum, plain or Nesterov's.</summary>
/// <remarks>
/// g += decay * w; v = momentum * v + (1 - dampening) * g, and v = g at the first step; w -= rate * (g + momentum * v), or rate * v without Nesterov. As PyTorch's SGD.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private const string Velocity = "velocity";
    private static readonly Scalar One = 1;

    private readonly Scalar? _momentum;
    private readonly Scalar _undamped;
    private readonly bool _nesterov;

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">The parameters by name; not owned.</param>
    /// <param name="options">Momentum and the like; default <see cref="SgdOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public Sgd(IReadOnlyList<(string Name, Parameter Weight)> parameters, SgdOptions? options = null)
        : base(parameters, options ?? new(), (options ?? new()).Momentum > 0 ? [Velocity] : [])
    {
        options ??= new();
        _momentum = options.Momentum > 0 ? (Scalar)options.Momentum : null;
        (_undamped, _nesterov) = (1 - options.Dampening, options.Nesterov);
    }

    /// <inheritdoc/>
    protected override void Update(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        using Scalar down = -learningRate;
        AddDecay(parameter, gradient);
        if (_momentum is null)
        {
            parameter.Weight.add_(gradient, down);
            return;
        }

        var velocity = parameter.Slots[Velocity];
        velocity.mul_(_momentum).add_(gradient, parameter.Steps == 0 ? One : _undamped);
        parameter.Weight.add_(_nesterov ? gradient.add_(velocity, _momentum) : velocity, down);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _momentum?.Dispose();
        _undamped.Dispose();
        base.Dispose(disposing);
    }
}
