using Occam.Core.Training.Schedules;

namespace Occam.Tests.Core.Training.Schedules;

public sealed class ScheduleTests
{
    private static readonly ScheduleContext Length = new(Steps: 100, StepsPerEpoch: 10);

    [Fact]
    public void Constant_is_its_factor() => Assert.Equal(0.5, new ConstantSchedule(new() { Factor = 0.5 }).FactorAt(77));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(19, 1)]
    [InlineData(20, 0.5)]
    [InlineData(59, 0.25)]
    public void Step_falls_every_so_many_epochs(long step, double factor) =>
        Assert.Equal(factor, new StepSchedule(new() { Every = 2, Gamma = 0.5 }, Length).FactorAt(step), 1e-12);

    [Theory]
    [InlineData(ScheduleUnit.Epochs, 3, 6)]
    [InlineData(ScheduleUnit.Steps, 30, 60)]
    [InlineData(ScheduleUnit.Share, 0.3, 0.6)]
    public void Multi_step_falls_at_its_milestones_in_any_unit(ScheduleUnit unit, double first, double second)
    {
        var schedule = new MultiStepSchedule(new() { Milestones = [first, second], Gamma = 0.1, Unit = unit }, Length);
        double[] factors = [schedule.FactorAt(29), schedule.FactorAt(30), schedule.FactorAt(59), schedule.FactorAt(60)];
        Assert.Equal([1, 0.1, 0.1, 0.01], factors.Select(factor => Math.Round(factor, 12)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 0.325)] // 0.1 + 0.9 * 0.5^2
    [InlineData(100, 0.1)]
    [InlineData(120, 0.1)]
    public void Poly_is_a_power_of_what_is_left(long step, double factor) =>
        Assert.Equal(factor, new PolySchedule(new() { Power = 2, Floor = 0.1 }, Length).FactorAt(step), 1e-12);

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(50, 0.6)]
    [InlineData(100, 1)]
    [InlineData(150, 1)]
    public void Linear_is_a_line(long step, double factor) =>
        Assert.Equal(factor, new LinearSchedule(new() { Start = 0.2 }, Length).FactorAt(step), 1e-12);

    [Theory]
    [InlineData(9, 1)]
    [InlineData(10, 0.9)]
    [InlineData(39, 0.729)]
    public void Exponential_falls_after_every_epoch(long step, double factor) =>
        Assert.Equal(factor, new ExponentialSchedule(new() { Gamma = 0.9 }, Length).FactorAt(step), 1e-12);

    // PyTorch's OneCycleLR(max_lr=1, total_steps=100, pct_start=0.3): the rise ends at step 29, the fall at step 99.
    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(29, 1)]
    [InlineData(64, 0.500002)] // half way down: (1 + 4e-6) / 2
    [InlineData(99, 4e-6)]
    public void One_cycle_rises_and_falls_along_cosines(long step, double factor) =>
        Assert.Equal(factor, new OneCycleSchedule(new(), Length).FactorAt(step), 1e-9);

    [Fact]
    public void One_cycle_of_one_step_is_a_number() => Assert.Equal(1, new OneCycleSchedule(new(), new(1, 1)).FactorAt(0), 1e-12);

    [Fact]
    public void Options_out_of_range_are_named()
    {
        ScheduleOptions[] wrong =
        [
            new ConstantScheduleOptions { Factor = -1 },
            new StepScheduleOptions { Every = 0 },
            new MultiStepScheduleOptions { Milestones = [3, 2] },
            new CosineScheduleOptions { WarmUp = 1 },
            new PolyScheduleOptions { Power = 0 },
            new LinearScheduleOptions { Start = -0.1 },
            new ExponentialScheduleOptions { Unit = ScheduleUnit.Share },
            new OneCycleScheduleOptions { Rise = 1 },
            new ChainScheduleOptions { Parts = [] },
            new LinearScheduleOptions { Length = 0 },
        ];
        Assert.All(wrong, options => Assert.Single(options.Problems()));
    }
}
