namespace Occam.Core.Training.Schedules;

/// <summary>A learning rate that falls as a power of the share of the run that is left: floor + (1 - floor) (1 - t / T) ^ power.</summary>
/// <param name="options">Power and floor.</param>
/// <param name="context">The length of the run.</param>
public sealed class PolySchedule(PolyScheduleOptions options, ScheduleContext context) : Schedule
{
    /// <inheritdoc/>
    public override double FactorAt(long step) =>
        options.Floor + ((1 - options.Floor) * Math.Pow(1 - ((double)Math.Min(step, context.Steps) / context.Steps), options.Power));
}
