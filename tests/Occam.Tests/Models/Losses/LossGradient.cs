using Occam.Models.Losses;
using static TorchSharp.torch;

namespace Occam.Tests.Models.Losses;

/// <summary>Compares the gradients of a loss with finite differences, in double precision.</summary>
internal static class LossGradient
{
    private const double Step = 1e-6;

    /// <summary>Checks the gradient of the first tensor; the second, where it is a teacher, gets none.</summary>
    public static void Check(Loss loss, params (string Name, Tensor Tensor)[] arguments)
    {
        using var scope = NewDisposeScope();
        var (name, tensor) = arguments[0];
        var map = arguments.ToDictionary(pair => pair.Name, pair => pair.Tensor, StringComparer.Ordinal);
        var variable = map[name] = tensor.clone().requires_grad_();
        if (arguments.Length > 1)
        {
            map["teacher"] = map["teacher"].clone().requires_grad_();
        }

        loss.Compute(map).backward();
        Assert.Null(arguments.Length > 1 ? map["teacher"].grad : null);
        var gradient = variable.grad!.flatten().data<double>().ToArray();
        Assert.Contains(gradient, g => g != 0);
        for (var i = 0; i < gradient.Length; i++)
        {
            var difference = (At(i, Step) - At(i, -Step)) / (2 * Step);
            Assert.Equal(difference, gradient[i], 1e-6 * Math.Max(1, Math.Abs(difference)));
        }

        double At(int index, double change)
        {
            using var inner = NewDisposeScope();
            var moved = tensor.clone();
            moved.view(-1)[index] += change;
            map[name] = moved;
            return loss.Compute(map).item<double>();
        }
    }

    /// <summary>Seeded normal numbers, float64.</summary>
    public static Tensor Random(int seed, params long[] shape)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, ScalarType.Float64, generator: generator);
    }
}
