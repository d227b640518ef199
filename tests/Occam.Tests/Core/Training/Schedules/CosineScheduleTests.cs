using Occam.Core.Training.Schedules;

namespace Occam.Tests.Core.Training.Schedules;

public sealed class CosineScheduleTests
{
    [Fact]
    public void Warm_up_rises_in_equal_parts_to_the_peak() => Assert.All(
        Enumerable.Range(0, 99),
        step => Assert.Equal((step + 1) / 101.0, new CosineSchedule(new() { WarmUp = 0.1 }, new(1001, 10)).FactorAt(step), 1e-12));

    [Fact]
    public void Peak_is_reached_where_the_warm_up_ends_and_the_half_way_down_is_half_the_peak()
    {
        var schedule = new CosineSchedule(new() { WarmUp = 0.1 }, new(1000, 10));
        Assert.Equal(1, schedule.FactorAt(100), 1e-12);
        Assert.Equal(0.5, schedule.FactorAt(550), 1e-12);
        Assert.Equal(0, schedule.FactorAt(1000), 1e-12);
    }

    [Fact]
    public void Floor_is_where_it_ends_and_stays()
    {
        var schedule = new CosineSchedule(new() { Floor = 0.1 }, new(100, 10));
        Assert.Equal(1, schedule.FactorAt(0), 1e-12);
        Assert.Equal(0.55, schedule.FactorAt(50), 1e-12);
        Assert.Equal(0.1, schedule.FactorAt(100), 1e-12);
        Assert.Equal(0.1, schedule.FactorAt(150), 1e-12);
    }

    [Fact]
    public void Warm_up_is_shorter_than_the_run() => Assert.Equal(1, new CosineSchedule(new() { WarmUp = 0.999 }, new(1, 1)).FactorAt(0));
}
