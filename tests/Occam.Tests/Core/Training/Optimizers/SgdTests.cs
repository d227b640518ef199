using Occam.Core.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training.Optimizers;

public sealed class SgdTests
{
    [Fact]
    public void Steps_follow_the_closed_form_and_spare_vectors_from_decay()
    {
        using var scope = NewDisposeScope();
        using var matrix = new Parameter(tensor(new[,] { { 2f } }));
        using var vector = new Parameter(tensor(new[] { 2f }));
        using var optimizer = new Sgd([("matrix", matrix), ("vector", vector)], new() { Momentum = 0.5, WeightDecay = 0.1, LearningRate = 0.2 });
        var (decayed, spared) = (new Reference(2, 0.1), new Reference(2, 0));
        foreach (var gradient in new[] { 1f, -3f, 0.5f })
        {
            optimizer.ClearGradients();
            matrix.mul(gradient).sum().backward();
            vector.mul(gradient).sum().backward();
            optimizer.Step();
            decayed.Step(gradient);
            spared.Step(gradient);
        }

        Assert.Equal(decayed.Weight, matrix.item<float>(), 1e-5);
        Assert.Equal(spared.Weight, vector.item<float>(), 1e-5);
    }

    [Fact]
    public void Steps_equal_those_of_TorchSharp()
    {
        using var scope = NewDisposeScope();
        var start = randn(4, 3);
        using var ours = new Parameter(start.clone());
        using var theirs = new Parameter(start.clone());
        using var optimizer = new Sgd([("w", ours)], new() { WeightDecay = 5e-4 });
        using var reference = optim.SGD([theirs], 0.1, momentum: 0.9, weight_decay: 5e-4, nesterov: true);
        for (var i = 0; i < 5; i++)
        {
            var factor = randn(4, 3);
            optimizer.ClearGradients();
            reference.zero_grad();
            ours.mul(factor).square().sum().backward();
            theirs.mul(factor).square().sum().backward();
            optimizer.Step();
            reference.step();
        }

        Assert.True(ours.allclose(theirs, 1e-5, 1e-6));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0)]
    [InlineData(0.9, 0.5)]
    public void Steps_without_Nesterov_equal_those_of_TorchSharp(double momentum, double dampening) => OptimizerComparison.AssertEqualSteps(
        new SgdOptions { LearningRate = 0.05, Momentum = momentum, Dampening = dampening, Nesterov = false, WeightDecay = 0.1 },
        weight => optim.SGD([weight], 0.05, momentum: momentum, dampening: dampening, weight_decay: 0.1));

    [Fact]
    public void Weight_without_a_gradient_stays()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(ones(2, 2));
        using var optimizer = new Sgd([("w", weight)], new() { WeightDecay = 1, LearningRate = 1 });

        optimizer.Step();

        Assert.True(weight.allclose(ones(2, 2)));
    }

    private sealed class Reference(double weight, double decay)
    {
        private double _velocity;

        public double Weight { get; private set; } = weight;

        public void Step(double gradient)
        {
            var g = gradient + (decay * Weight);
            _velocity = (0.5 * _velocity) + g;
            Weight -= 0.2 * (g + (0.5 * _velocity));
        }
    }
}
