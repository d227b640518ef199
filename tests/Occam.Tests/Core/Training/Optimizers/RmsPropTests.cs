using Occam.Core.Training.Optimizers;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training.Optimizers;

public sealed class RmsPropTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(0.5, false)]
    [InlineData(0.5, true)]
    public void Steps_equal_those_of_TorchSharp(double momentum, bool centered) => OptimizerComparison.AssertEqualSteps(
        new RmsPropOptions { LearningRate = 0.02, Alpha = 0.9, WeightDecay = 0.1, Momentum = momentum, Centered = centered },
        weight => optim.RMSProp([weight], lr: 0.02, alpha: 0.9, weight_decay: 0.1, momentum: momentum, centered: centered));
}
