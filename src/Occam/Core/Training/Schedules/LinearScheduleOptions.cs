namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="LinearSchedule"/>.</summary>
public sealed record LinearScheduleOptions : ScheduleOptions
{
    /// <summary>The factor of the first step, at least 0. Default 0.1.</summary>
    public double Start { get; init; } = 0.1;

    /// <summary>The factor that the step behind the last one would have, at least 0. Default 1.</summary>
    public double End { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Start >= 0, $"Start has to be at least 0, but is {Start}."),
            (End >= 0, $"End has to be at least 0, but is {End}."),
        ];
        return base.Problems().Concat(checks.Where(check => !check.Sound).Select(check => check.Problem));
    }
}
