using Occam.Core.Training.Hooks;

namespace Occam.Tests.Core.Training.Hooks;

public sealed class EmaHookTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Average_is_that_of_the_weights_after_every_step(bool warmUp)
    {
        double[]? expected = null;
        var updates = 0;
        using var run = new TinyRun(new() { Epochs = 3 }, context =>
        [
            new EmaHook(new() { Decay = 0.8, WarmUp = warmUp, KeepAtEnd = true }, context.Algorithm),
            new CallHook(status =>
            {
                var weights = TinyNetwork.Weights(status.Algorithm.Graph);
                var decay = warmUp ? Math.Min(0.8, (1.0 + updates) / (10 + updates)) : 0.8;
                updates++;
                expected = [.. expected!.Zip(weights, (average, weight) => (decay * average) + ((1 - decay) * weight))];
            }),
        ]);
        expected = Array.ConvertAll(run.Weights, x => (double)x);

        run.Run();

        Assert.Equal(12, updates);
        Assert.All(run.Weights.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public void Averages_are_measured_in_the_weights_place_which_come_back_to_the_bit()
    {
        using var run = new TinyRun(new() { Epochs = 2 }, context => [new EmaHook(new() { Decay = 0.9, KeepAtEnd = false }, context.Algorithm)]);
        run.Run();
        var trained = run.Weights;

        using (run.Runner.Status.UseAveragedWeights())
        {
            Assert.NotEqual(trained, run.Weights);
        }

        Assert.Equal(trained, run.Weights);
    }

    [Fact]
    public void Evaluation_says_which_weights_it_measured()
    {
        foreach (var averaged in new[] { true, false })
        {
            using var run = new TinyRun(new() { Epochs = 1 }, context => [new EmaHook(new(), context.Algorithm), new EvaluationHook(new() { Averaged = averaged }, context)]);
            run.Run();
            Assert.Equal(averaged, run.Runner.Status.Evaluation!.Averaged);
        }
    }
}
