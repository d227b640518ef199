using Occam.Core.Training;
using Occam.Core.Training.Optimizers;
using Occam.Models.Pruners.Training;

namespace Occam.Tests.Models.Pruners.Training;

public sealed class PruningScheduleTests
{
    [Theory]
    [InlineData(PruningCurve.Linear, new[] { 0.875, 0.75, 0.625, 0.5 })]
    [InlineData(PruningCurve.Cubic, new[] { 0.7109375, 0.5625, 0.5078125, 0.5 })]
    [InlineData(PruningCurve.Geometric, new[] { 0.8408964152537146, 0.7071067811865476, 0.5946035575013605, 0.5 })]
    public void Share_follows_the_curve(PruningCurve curve, double[] expected)
    {
        var schedule = new PruningSchedule { Curve = curve, Rounds = 4 };

        Assert.All(expected.Index(), pair => Assert.Equal(pair.Item, schedule.Share(0.5, pair.Index + 1), 1e-12));
    }

    [Fact]
    public void One_shot_has_one_round() => Assert.Equal(0.3, new PruningSchedule { Rounds = 7 }.Share(0.3, 1));

    [Theory]
    [InlineData(PruningMoment.Steps, new[] { 0, 10, 20, 30, 40 })]
    [InlineData(PruningMoment.Epochs, new[] { 0, 14, 21, 35, 42 })]
    public void Rounds_are_spread_over_the_run(PruningMoment between, int[] expected)
    {
        var schedule = new PruningSchedule { Curve = PruningCurve.Linear, Rounds = 5, End = 0.4, Between = between };

        // After how many steps each round is due; 100 steps, 7 an epoch.
        int[] due = [.. Enumerable.Range(1, 5).Select(round => round == 1 ? 0 : Enumerable.Range(0, 100).First(step => schedule.RoundsAfter(At(step)) >= round) + 1)];

        Assert.Equal(expected, due);
    }

    [Fact]
    public void Last_round_is_never_behind_the_end()
    {
        var schedule = new PruningSchedule { Curve = PruningCurve.Linear, Rounds = 3, Begin = 0.2, End = 1 };

        Assert.Equal(2, schedule.RoundsAfter(At(98)));
        Assert.Equal(3, schedule.RoundsAfter(At(99)));
    }

    private static StepContext At(long step) => new(new Dictionary<string, Optimizer>()) { Step = step, Steps = 100, StepsPerEpoch = 7 };
}
