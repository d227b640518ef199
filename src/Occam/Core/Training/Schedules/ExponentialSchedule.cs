namespace Occam.Core.Training.Schedules;

/// <summary>A learning rate that is multiplied by gamma after every epoch: gamma ^ floor(t).</summary>
/// <param name="options">The factor.</param>
/// <param name="context">The length of the run.</param>
public sealed class ExponentialSchedule(ExponentialScheduleOptions options, ScheduleContext context) : Schedule
{
    private readonly long _unit = Math.Max(1, context.StepsOf(1, options.Unit));

    /// <inheritdoc/>
    public override double FactorAt(long step) => Math.Pow(options.Gamma, step / _unit);
}
