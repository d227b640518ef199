using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>Stochastic gradient descent with Nesterov's momentum; weight decay for weights of two axes and more, none for norms and biases.</summary>
/// <remarks>
/// v = momentum * v + g + decay * w; w -= rate * (g + decay * w + momentum * v), as PyTorch. TorchSharp's own SGD makes a native scalar from every number
/// it is given, which the garbage collector can free under the call; here scalars are held.
/// </remarks>
public sealed class SgdOptimizer : IDisposable
{
    private static readonly Scalar One = 1;

    private readonly List<(string Name, Parameter Weight, Tensor Velocity)> _weights = [];
    private readonly Scalar _momentum;
    private readonly Scalar _decay;
    private readonly bool _decays;

    /// <summary>Starts at rest.</summary>
    /// <param name="weights">The trained weights by name.</param>
    /// <param name="momentum">The share of the velocity that a step keeps, 0 to below 1. Default 0.9.</param>
    /// <param name="weightDecay">The factor of the L2 penalty's gradient, at least 0. Default 0.</param>
    public SgdOptimizer(IEnumerable<(string Name, Parameter Weight)> weights, double momentum = 0.9, double weightDecay = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(momentum, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        (_momentum, _decay, _decays) = (momentum, weightDecay, weightDecay > 0);
        foreach (var (name, weight) in weights)
        {
            _weights.Add((name, weight, zeros_like(weight).DetachFromDisposeScope()));
        }
    }

    /// <summary>The learning rate of the next step, at least 0.</summary>
    public double LearningRate { get; set; }

    /// <summary>The velocities by the weight's name; to be read and overwritten, not disposed.</summary>
    internal IEnumerable<(string Name, Tensor Velocity)> State => _weights.Select(entry => (entry.Name, entry.Velocity));

    /// <summary>Forgets the gradients.</summary>
    public void ClearGradients()
    {
        foreach (var (_, weight, _) in _weights)
        {
            weight.grad = null;
        }
    }

    /// <summary>Changes the weights by their gradients; weights without one stay.</summary>
    public void Step()
    {
        using var guard = no_grad();
        using Scalar down = -LearningRate;
        foreach (var (_, weight, velocity) in _weights)
        {
            using var scope = NewDisposeScope();
            if (weight.grad is not { } gradient)
            {
                continue;
            }

            if (_decays && weight.Dimensions > 1)
            {
                gradient.add_(weight, _decay);
            }

            velocity.mul_(_momentum).add_(gradient, One);
            weight.add_(gradient.add_(velocity, _momentum), down);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, velocity) in _weights)
        {
            velocity.Dispose();
        }

        _weights.Clear();
        _momentum.Dispose();
        _decay.Dispose();
    }
}
