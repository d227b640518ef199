using Occam.Core.Registry;
using Occam.Core.Training.Schedules;

namespace Occam.Tests.Core.Training.Schedules;

public sealed class ChainScheduleTests
{
    private static readonly ScheduleContext Length = new(Steps: 100, StepsPerEpoch: 10);

    [Fact]
    public void Warm_up_is_followed_by_a_cosine_over_what_is_left()
    {
        var chain = new ChainSchedule([Linear(new() { Start = 0.1, Length = 2 }), Cosine(new())], Length);
        double[] factors = [chain.FactorAt(0), chain.FactorAt(10), chain.FactorAt(20), chain.FactorAt(60), chain.FactorAt(100)];
        Assert.Equal([0.1, 0.55, 1, 0.5, 0], factors.Select(factor => Math.Round(factor, 12)));
    }

    [Fact]
    public void Parts_without_a_length_share_the_rest()
    {
        var chain = new ChainSchedule([Linear(new() { Start = 0, End = 1 }), Linear(new() { Start = 1, End = 0 }), Linear(new() { Start = 5, End = 5, Length = 0.2, Unit = ScheduleUnit.Share })], Length);
        double[] factors = [chain.FactorAt(20), chain.FactorAt(39), chain.FactorAt(40), chain.FactorAt(60), chain.FactorAt(79), chain.FactorAt(80)];
        Assert.Equal([0.5, 0.975, 1, 0.5, 0.025, 5], factors.Select(factor => Math.Round(factor, 12)));
    }

    [Fact]
    public void Run_shorter_than_the_warm_up_stays_in_it() =>
        Assert.Equal(0.55, new ChainSchedule([Linear(new() { Start = 0.1, Length = 2 }), Cosine(new())], new(15, 10)).FactorAt(10), 1e-12);

    [Fact]
    public void Part_with_options_of_its_own_takes_the_rest() =>
        Assert.Equal(90, new ChainSchedule([Linear(new() { Length = 1 }), new("foreign", new object(), context => new ConstantSchedule(new() { Factor = context.Steps }))], Length).FactorAt(50));

    private static Choice<ScheduleContext, Schedule> Linear(LinearScheduleOptions options) => new("linear", options, context => new LinearSchedule(options, context));

    private static Choice<ScheduleContext, Schedule> Cosine(CosineScheduleOptions options) => new("cosine", options, context => new CosineSchedule(options, context));
}
