using TorchSharp.Modules;
using static TorchSharp.torch;
using OptimizerOptions = Occam.Core.Training.Optimizers.OptimizerOptions;

namespace Occam.Tests.Core.Training.Optimizers;

/// <summary>Runs an optimizer of ours beside TorchSharp's on the same losses.</summary>
internal static class OptimizerComparison
{
    public static void AssertEqualSteps(OptimizerOptions ours, Func<Parameter, optim.Optimizer> theirs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var start = randn(4, 3, generator: generator);
        using var weight = new Parameter(start.clone());
        using var reference = new Parameter(start.clone());
        using var optimizer = ours.Create([("w", weight)]);
        using var other = theirs(reference);
        for (var i = 0; i < 6; i++)
        {
            var factor = randn(4, 3, generator: generator);
            optimizer.ClearGradients();
            other.zero_grad();
            weight.mul(factor).square().sum().backward();
            reference.mul(factor).square().sum().backward();
            optimizer.Step();
            other.step();
            Assert.True(weight.allclose(reference, 1e-5, 1e-6), $"The weights differ after step {i + 1} by {weight.sub(reference).abs().max().item<float>()}.");
        }

        Assert.False(weight.allclose(start), "The weights did not move.");
    }
}
