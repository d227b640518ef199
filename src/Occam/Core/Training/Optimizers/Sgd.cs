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
    private readonly double _momentumShare;
    private readonly double _undampedShare;
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
        (_momentumShare, _undampedShare) = (options.Momentum, 1 - options.Dampening);
    }

    /// <summary>What the next step would take from a parameter at a learning rate of 1, momentum and weight decay included; nothing is changed.</summary>
    /// <param name="parameter">The parameter, of this optimizer.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <returns>A tensor in the caller's dispose scope, without a gradient of its own.</returns>
    public Tensor Direction(OptimizedParameter parameter, Tensor gradient)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var decayed = parameter.Decay is { } decay ? gradient.add(parameter.Weight, decay) : gradient.alias();
        if (_momentum is null)
        {
            return decayed.MoveToOuterDisposeScope();
        }

        var velocity = parameter.Slots[Velocity].mul(_momentum).add(decayed, parameter.Steps == 0 ? One : _undamped);
        return (_nesterov ? decayed.add(velocity, _momentum) : velocity).MoveToOuterDisposeScope();
    }

    /// <summary>The factor with which a gradient goes into <see cref="Direction"/>.</summary>
    public double GradientShare(OptimizedParameter parameter)
    {
        if (_momentum is null)
        {
            return 1;
        }

        var share = parameter.Steps == 0 ? 1 : _undampedShare;
        return _nesterov ? 1 + (_momentumShare * share) : share;
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
