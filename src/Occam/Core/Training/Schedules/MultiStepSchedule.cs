namespace Occam.Core.Training.Schedules;

/// <summary>A learning rate that is multiplied by gamma at each of some epochs.</summary>
/// <param name="options">When, by what.</param>
/// <param name="context">The length of the run.</param>
public sealed class MultiStepSchedule(MultiStepScheduleOptions options, ScheduleContext context) : Schedule
{
    private readonly long[] _milestones = [.. options.Milestones.Select(milestone => context.StepsOf(milestone, options.Unit))];

    /// <inheritdoc/>
    public override double FactorAt(long step) => Math.Pow(options.Gamma, _milestones.Count(milestone => milestone <= step));
}
