namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="CosineSchedule"/>.</summary>
public sealed record CosineScheduleOptions : ScheduleOptions
{
    /// <summary>The factor at the end, 0 to 1. Default 0.</summary>
    public double Floor { get; init; }

    /// <summary>The share of the steps in which the learning rate rises, 0 to below 1. Default 0.</summary>
    public double WarmUp { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Floor is >= 0 and <= 1, $"Floor has to be from 0 to 1, but is {Floor}."),
            (WarmUp is >= 0 and < 1, $"WarmUp has to be from 0 to below 1, but is {WarmUp}."),
        ];
        return base.Problems().Concat(checks.Where(check => !check.Sound).Select(check => check.Problem));
    }
}
