using Occam.Core.Training.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Models.Algorithms;

/// <summary>
/// The gradient of architecture parameters a in DARTS (Liu et al. 2019, section 2.3). First order: that of L_val(w, a). Second order: that of L_val(w'(a), a), w' = w - rate d being
/// what the next step of SGD on L_train would make of the weights (d has momentum and weight decay); by the chain rule dL_val(w', a)/da - rate H, with
/// H = (dL_train(w + e v, a)/da - dL_train(w - e v, a)/da) / (2 e), v = dL_val/dw', e = 0.01 / |v| (equations 7 and 8; v also has the factor with which a gradient goes into d).
/// Results are left in the parameters' gradients. Weights are as before afterwards, to the bit, and have no gradients.
/// </summary>
/// <remarks>The step to w' is really taken, and both gradients of H are taken at their own weights: two well-known implementations compute H = 0.</remarks>
/// <param name="architecture">The architecture parameters; not owned.</param>
public sealed class BilevelGradient(IReadOnlyList<Parameter> architecture)
{
    private const double Distance = 0.01;

    /// <summary>Sets the gradients of first order.</summary>
    /// <param name="validation">Computes L_val, a scalar, from the weights as they are.</param>
    /// <returns>L_val(w, a).</returns>
    public double FirstOrder(Func<Tensor> validation)
    {
        using var scope = NewDisposeScope();
        var loss = validation();
        foreach (var (parameter, gradient) in architecture.Zip(Gradients(loss)))
        {
            parameter.grad = gradient;
        }

        return loss.ToDouble();
    }

    /// <summary>Sets the gradients of second order.</summary>
    /// <param name="training">Computes L_train, a scalar, from the weights as they are.</param>
    /// <param name="validation">Computes L_val likewise.</param>
    /// <param name="optimizer">The optimizer of the weights, at the learning rate of its next step; it is not stepped.</param>
    /// <returns>L_val(w', a).</returns>
    public double SecondOrder(Func<Tensor> training, Func<Tensor> validation, Sgd optimizer)
    {
        using var scope = NewDisposeScope();
        var weights = optimizer.Parameters;
        var kept = weights.Select(parameter => parameter.Weight.detach().clone()).ToArray();
        try
        {
            TakeVirtualStep(training, optimizer);
            var loss = validation();
            Clear(weights);
            loss.backward();
            var direct = architecture.Select(parameter => parameter.grad!).ToArray();
            var directions = weights.Select(parameter => parameter.Weight.grad is { } gradient ? Scaled(gradient, parameter.LearningRateFactor * optimizer.GradientShare(parameter)) : null).ToArray();
            Clear(weights);
            var change = Curvature(training, weights, kept, directions);
            using Scalar down = -optimizer.LearningRate;
            for (var i = 0; i < direct.Length; i++)
            {
                architecture[i].grad = change is null ? direct[i] : direct[i].add(change[i], down);
            }

            return loss.ToDouble();
        }
        finally
        {
            Move(weights, kept);
            foreach (var parameter in weights)
            {
                parameter.Weight.grad = null;
            }
        }
    }

    private static Tensor Scaled(Tensor gradient, double factor)
    {
        using Scalar scale = factor;
        return factor == 1 ? gradient : gradient.mul(scale);
    }

    private static void TakeVirtualStep(Func<Tensor> training, Sgd optimizer)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in optimizer.Parameters)
        {
            parameter.Weight.grad = null;
        }

        training().backward();
        using var guard = no_grad();
        foreach (var parameter in optimizer.Parameters)
        {
            if (parameter.Weight.grad is { } gradient)
            {
                using Scalar down = -optimizer.LearningRate * parameter.LearningRateFactor;
                parameter.Weight.add_(optimizer.Direction(parameter, gradient), down);
            }
        }
    }

    // The mixed second derivative of L_train, times the directions; null where these are zero.
    private Tensor[]? Curvature(Func<Tensor> training, IReadOnlyList<OptimizedParameter> weights, Tensor[] kept, Tensor?[] directions)
    {
        var norm = Math.Sqrt(directions.OfType<Tensor>().Sum(direction => direction.square().sum().ToDouble()));
        if (norm == 0)
        {
            return null;
        }

        var distance = Distance / norm;
        var ahead = At(distance);
        var behind = At(-distance);
        using Scalar share = 1 / (2 * distance);
        return [.. ahead.Zip(behind, (a, b) => a.sub(b).mul(share))];

        Tensor[] At(double step)
        {
            Move(weights, kept, directions, step);
            return Gradients(training());
        }
    }

    private Tensor[] Gradients(Tensor loss) => [.. autograd.grad([loss], [.. architecture])];

    private void Clear(IReadOnlyList<OptimizedParameter> weights)
    {
        foreach (var parameter in weights.Select(parameter => parameter.Weight).Concat(architecture))
        {
            parameter.grad = null;
        }
    }

    private static void Move(IReadOnlyList<OptimizedParameter> weights, Tensor[] kept, Tensor?[]? directions = null, double step = 0)
    {
        using var guard = no_grad();
        using Scalar factor = step;
        for (var i = 0; i < kept.Length; i++)
        {
            weights[i].Weight.copy_(kept[i]);
            if (directions?[i] is { } direction)
            {
                weights[i].Weight.add_(direction, factor);
            }
        }
    }
}
