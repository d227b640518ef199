namespace Occam.Core.Training.Schedules;

/// <summary>A learning rate that is multiplied by gamma every so many epochs: gamma ^ floor(t / every).</summary>
/// <param name="options">How often, by what.</param>
/// <param name="context">The length of the run.</param>
public sealed class StepSchedule(StepScheduleOptions options, ScheduleContext context) : Schedule
{
    private readonly long _every = Math.Max(1, context.StepsOf(options.Every, options.Unit));

    /// <inheritdoc/>
    public override double FactorAt(long step) => Math.Pow(options.Gamma, step / _every);
}
