namespace Occam.Core.Training.Schedules;

/// <summary>A learning rate on a line from one factor to another; the first of a list, it is a warm-up.</summary>
/// <param name="options">From where to where.</param>
/// <param name="context">The length of the run, or of the schedule's part of it.</param>
public sealed class LinearSchedule(LinearScheduleOptions options, ScheduleContext context) : Schedule
{
    /// <inheritdoc/>
    public override double FactorAt(long step) =>
        options.Start + ((options.End - options.Start) * Math.Min(step, context.Steps) / context.Steps);
}
