using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Core.Training.Optimizers;

/// <summary>Gradient descent whose steps are divided by the gradients' root mean square (Tieleman and Hinton 2012, lecture 6.5), with momentum or centered on request.</summary>
/// <remarks>s = alpha * s + (1 - alpha) * g^2; d = sqrt(s) + eps, or sqrt(s - a^2) + eps with a the gradients' average; w -= rate * g / d. As PyTorch's RMSprop.</remarks>
public sealed class RmsProp : Optimizer
{
    private const string Square = "square";
    private const string Average = "average";
    private const string Velocity = "velocity";
    private static readonly Scalar One = 1;
    private static readonly Scalar MinusOne = -1;

    private readonly RmsPropOptions _options;
    private readonly Scalar _alpha;
    private readonly Scalar _rest;
    private readonly Scalar _epsilon;
    private readonly Scalar _momentum;

    /// <summary>Starts at rest.</summary>
    /// <param name="parameters">The parameters by name; not owned.</param>
    /// <param name="options">The average's length and the like; default <see cref="RmsPropOptions"/>'s.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public RmsProp(IReadOnlyList<(string Name, Parameter Weight)> parameters, RmsPropOptions? options = null)
        : base(parameters, options ?? new(), Slots(options ?? new()))
    {
        _options = options ?? new();
        (_alpha, _rest, _epsilon, _momentum) = (_options.Alpha, 1 - _options.Alpha, _options.Epsilon, _options.Momentum);
    }

    /// <inheritdoc/>
    protected override void Update(OptimizedParameter parameter, Tensor gradient, double learningRate)
    {
        using Scalar down = -learningRate;
        AddDecay(parameter, gradient);
        var square = parameter.Slots[Square].mul_(_alpha).addcmul_(gradient, gradient, _rest);
        if (_options.Centered)
        {
            var average = parameter.Slots[Average].mul_(_alpha).add_(gradient, _rest);
            square = square.addcmul(average, average, MinusOne);
        }

        var divisor = square.sqrt().add_(_epsilon, One);
        if (_options.Momentum > 0)
        {
            parameter.Weight.add_(parameter.Slots[Velocity].mul_(_momentum).addcdiv_(gradient, divisor, One), down);
        }
        else
        {
            parameter.Weight.addcdiv_(gradient, divisor, down);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var scalar in new[] { _alpha, _rest, _epsilon, _momentum })
        {
            scalar.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string[] Slots(RmsPropOptions options) =>
        [Square, .. options.Centered ? [Average] : Array.Empty<string>(), .. options.Momentum > 0 ? [Velocity] : Array.Empty<string>()];
}
