namespace Occam.Core.Training.Schedules;

/// <summary>
/// A learning rate that rises linearly to its peak, then falls along half a cosine to its floor at the last step (Loshchilov and Hutter 2017, SGDR, eq. 5,
/// without restarts).
/// </summary>
public sealed class CosineSchedule : Schedule
{
    private readonly double _floor;
    private readonly long _steps;
    private readonly long _warmUp;

    /// <summary>Makes the schedule.</summary>
    /// <param name="options">Floor and warm-up.</param>
    /// <param name="context">The length of the run.</param>
    public CosineSchedule(CosineScheduleOptions options, ScheduleContext context)
    {
        (_floor, _steps) = (options.Floor, context.Steps);
        _warmUp = Math.Min((long)(options.WarmUp * _steps), _steps - 1);
    }

    /// <inheritdoc/>
    public override double FactorAt(long step) => step < _warmUp
        ? (double)(step + 1) / (_warmUp + 1)
        : _floor + ((1 - _floor) * 0.5 * (1 + Math.Cos(Math.PI * (Math.Min(step, _steps) - _warmUp) / (_steps - _warmUp))));
}
