using Occam.Core.Registry;

namespace Occam.Core.Training.Schedules;

/// <summary>Schedules one after the other: a linear warm-up, then a cosine. Each counts its steps from its own start.</summary>
public sealed class ChainSchedule : Schedule
{
    private readonly (long Start, Schedule Schedule)[] _parts;

    /// <summary>Makes the schedule.</summary>
    /// <param name="parts">The schedules in order, at least one. Those whose options are no <see cref="ScheduleOptions"/> or state no length share what the others leave.</param>
    /// <param name="context">The length of the run. Where it is shorter than the parts' lengths together, the last ones are not reached.</param>
    public ChainSchedule(IReadOnlyList<Choice<ScheduleContext, Schedule>> parts, ScheduleContext context)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count, nameof(parts));
        var lengths = parts.Select(part => part.Options is ScheduleOptions { Length: { } length } options ? Math.Max(1, context.StepsOf(length, options.Unit)) : 0).ToArray();
        var (left, open) = (Math.Max(0, context.Steps - lengths.Sum()), lengths.Count(length => length == 0));
        _parts = new (long, Schedule)[parts.Count];
        var start = 0L;
        for (var i = 0; i < _parts.Length; i++)
        {
            if (lengths[i] == 0)
            {
                lengths[i] = Math.Max(1, left / open);
                (left, open) = (left - lengths[i], open - 1);
            }

            _parts[i] = (start, parts[i].Make(context with { Steps = lengths[i] }));
            start += lengths[i];
        }
    }

    /// <inheritdoc/>
    public override double FactorAt(long step)
    {
        var (start, schedule) = Array.FindLast(_parts, part => part.Start <= step);
        return schedule.FactorAt(step - start);
    }
}
