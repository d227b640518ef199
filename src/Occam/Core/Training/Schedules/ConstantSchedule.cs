namespace Occam.Core.Training.Schedules;

/// <summary>The same learning rate at every step.</summary>
/// <param name="options">The factor.</param>
public sealed class ConstantSchedule(ConstantScheduleOptions? options = null) : Schedule
{
    private readonly double _factor = (options ?? new()).Factor;

    /// <inheritdoc/>
    public override double FactorAt(long step) => _factor;
}
