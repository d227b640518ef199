namespace Occam.Core.Training.Schedules;

/// <summary>The length of what a schedule is for.</summary>
/// <param name="Steps">All steps, at least 1.</param>
/// <param name="StepsPerEpoch">Steps an epoch, at least 1.</param>
public sealed record ScheduleContext(long Steps, int StepsPerEpoch)
{
    /// <summary>A length in steps, rounded.</summary>
    public long StepsOf(double length, ScheduleUnit unit) => (long)Math.Round(unit switch
    {
        ScheduleUnit.Steps => length,
        ScheduleUnit.Share => length * Steps,
        _ => length * StepsPerEpoch,
    });
}
