using Occam.Core.Training.Optimizers;
using static TorchSharp.torch;

namespace Occam.Tests.Core.Training.Optimizers;

public sealed class AdamWTests
{
    [Fact]
    public void Steps_equal_those_of_TorchSharp() => OptimizerComparison.AssertEqualSteps(
        new AdamWOptions { LearningRate = 0.05, WeightDecay = 0.2 },
        weight => optim.AdamW([weight], lr: 0.05, weight_decay: 0.2));
}
