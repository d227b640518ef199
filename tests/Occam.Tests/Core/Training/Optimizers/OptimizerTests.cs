using Occam.Core.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training.Optimizers;

/// <summary>What all optimizers do alike, on plain descent at rate 1: w -= g.</summary>
public sealed class OptimizerTests
{
    private static readonly SgdOptions Plain = new() { LearningRate = 1, Momentum = 0, Nesterov = false };

    [Fact]
    public void Accumulated_gradients_are_averaged()
    {
        using var weight = new Parameter(zeros(1));
        using var optimizer = new Sgd([("w", weight)], Plain with { Accumulation = 2 });

        Descend(optimizer, (weight, [1f]));
        Assert.Equal(0, weight.item<float>());
        Descend(optimizer, (weight, [4f]));

        Assert.Equal(-2.5f, weight.item<float>());
    }

    [Fact]
    public void Gradients_of_all_parameters_together_stay_within_the_norm()
    {
        using var first = new Parameter(zeros(1));
        using var second = new Parameter(zeros(1));
        using var optimizer = new Sgd([("a", first), ("b", second)], Plain with { MaxGradientNorm = 1 });

        Descend(optimizer, (first, [3f]), (second, [4f]));

        Assert.Equal(-0.6, first.item<float>(), 1e-5);
        Assert.Equal(-0.8, second.item<float>(), 1e-5);
    }

    [Fact]
    public void Small_gradients_are_not_scaled_up_to_the_norm()
    {
        using var weight = new Parameter(zeros(1));
        using var optimizer = new Sgd([("w", weight)], Plain with { MaxGradientNorm = 10 });

        Descend(optimizer, (weight, [0.5f]));

        Assert.Equal(-0.5f, weight.item<float>());
    }

    [Fact]
    public void Elements_of_gradients_are_cut()
    {
        using var weight = new Parameter(zeros(3));
        using var optimizer = new Sgd([("w", weight)], Plain with { MaxGradientValue = 2 });

        Descend(optimizer, (weight, [-5f, 1f, 3f]));

        Assert.Equal([2f, -1f, -2f], weight.data<float>().ToArray());
    }

    [Fact]
    public void First_group_whose_pattern_fits_sets_the_rate()
    {
        using var frozen = new Parameter(zeros(1));
        using var slow = new Parameter(zeros(1));
        using var rest = new Parameter(zeros(1));
        var options = Plain with
        {
            Groups = [new() { Pattern = "stem.a", LearningRateFactor = 0 }, new() { Pattern = "stem.*", LearningRateFactor = 0.5 }],
        };
        using var optimizer = new Sgd([("stem.a", frozen), ("stem.b", slow), ("head", rest)], options);

        Descend(optimizer, (frozen, [1f]), (slow, [1f]), (rest, [1f]));

        Assert.Equal((0f, -0.5f, -1f), (frozen.item<float>(), slow.item<float>(), rest.item<float>()));
    }

    [Fact]
    public void Options_out_of_range_are_listed_together()
    {
        var error = Assert.Throws<ArgumentException>(() => new Sgd([], new() { LearningRate = 0, Momentum = 1, Accumulation = 0 }));

        Assert.Contains("LearningRate has to be over 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("Momentum has to be from 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("Accumulation has to be at least 1", error.Message, StringComparison.Ordinal);
    }

    private static void Descend(Optimizer optimizer, params (Parameter Weight, float[] Gradient)[] pairs)
    {
        using var scope = NewDisposeScope();
        optimizer.ClearGradients();
        foreach (var (weight, gradient) in pairs)
        {
            weight.mul(tensor(gradient)).sum().backward();
        }

        optimizer.Step();
    }
}
