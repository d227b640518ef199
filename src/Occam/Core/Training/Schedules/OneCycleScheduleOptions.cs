namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="OneCycleSchedule"/>.</summary>
public sealed record OneCycleScheduleOptions : ScheduleOptions
{
    /// <summary>The share of the steps in which the learning rate rises, over 0 to below 1. Default 0.3.</summary>
    public double Rise { get; init; } = 0.3;

    /// <summary>How many times smaller than the optimizer's learning rate the first one is, at least 1. Default 25.</summary>
    public double StartDivisor { get; init; } = 25;

    /// <summary>How many times smaller than the first learning rate the last one is, at least 1. Default 10,000.</summary>
    public double EndDivisor { get; init; } = 1e4;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Rise is > 0 and < 1, $"Rise has to be over 0 and below 1, but is {Rise}."),
            (StartDivisor >= 1, $"StartDivisor has to be at least 1, but is {StartDivisor}."),
            (EndDivisor >= 1, $"EndDivisor has to be at least 1, but is {EndDivisor}."),
        ];
        return base.Problems().Concat(checks.Where(check => !check.Sound).Select(check => check.Problem));
    }
}
