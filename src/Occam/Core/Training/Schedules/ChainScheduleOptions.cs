using Occam.Core.Registry;

namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="ChainSchedule"/>.</summary>
public sealed record ChainScheduleOptions : ScheduleOptions
{
    /// <summary>The schedules in order, at least one; each with its length.</summary>
    public required IReadOnlyList<Choice<ScheduleContext, Schedule>> Parts { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() => Parts.Count > 0 ? base.Problems() : base.Problems().Append("Parts has to have at least one schedule, but is empty.");
}
