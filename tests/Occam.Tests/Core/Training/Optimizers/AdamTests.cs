using Occam.Core.Training.Optimizers;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training.Optimizers;

public sealed class AdamTests
{
    [Fact]
    public void Steps_equal_those_of_TorchSharp() => OptimizerComparison.AssertEqualSteps(
        new AdamOptions { LearningRate = 0.05, Beta1 = 0.8, Beta2 = 0.95, WeightDecay = 0.1 },
        weight => optim.Adam([weight], lr: 0.05, beta1: 0.8, beta2: 0.95, weight_decay: 0.1));
}
