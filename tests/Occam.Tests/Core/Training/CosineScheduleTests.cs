using Occam.Core.Training;

namespace Occam.Tests.Core.Training;

public sealed class CosineScheduleTests
{
    [Fact]
    public void Rate_rises_to_its_peak_and_falls_along_half_a_cosine()
    {
        var schedule = new CosineSchedule(0.8, 108, 8);

        Assert.Equal(0.8 / 9, schedule.At(0), 1e-12);
        Assert.Equal(0.8 * 8 / 9, schedule.At(7), 1e-12);
        Assert.Equal(0.8, schedule.At(8), 1e-12);
        Assert.Equal(0.4, schedule.At(58), 1e-12);
        Assert.InRange(schedule.At(107), 1e-9, 0.001);
    }

    [Fact]
    public void Without_warm_up_the_first_step_has_the_peak() => Assert.Equal(0.5, new CosineSchedule(0.5, 1, 0).At(0));
}
