namespace Occam.Core.Training.Schedules;

/// <summary>
/// One rise to the optimizer's learning rate and one fall far below the start, both along half a cosine (Smith and Topin 2018, "Super-convergence"; the two phases of
/// fast.ai and PyTorch's OneCycleLR, without its cycle of the momentum).
/// </summary>
public sealed class OneCycleSchedule : Schedule
{
    private readonly double _peak;
    private readonly double _last;
    private readonly double _start;
    private readonly double _end;

    /// <summary>Makes the schedule.</summary>
    /// <param name="options">The rise, start and end.</param>
    /// <param name="context">The length of the run.</param>
    public OneCycleSchedule(OneCycleScheduleOptions options, ScheduleContext context)
    {
        _last = Math.Max(1, context.Steps - 1);
        _peak = Math.Clamp((options.Rise * context.Steps) - 1, 0, _last);
        _start = 1 / options.StartDivisor;
        _end = _start / options.EndDivisor;
    }

    /// <inheritdoc/>
    public override double FactorAt(long step) => step <= _peak && _peak > 0
        ? Between(_start, 1, step / _peak)
        : Between(1, _end, (Math.Min(step, _last) - _peak) / Math.Max(_last - _peak, 1e-9));

    private static double Between(double from, double to, double share) => to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * share)));
}
