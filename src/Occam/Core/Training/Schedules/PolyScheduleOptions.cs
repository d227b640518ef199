namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="PolySchedule"/>.</summary>
public sealed record PolyScheduleOptions : ScheduleOptions
{
    /// <summary>The power, over 0; 1 falls along a line. Default 0.9.</summary>
    public double Power { get; init; } = 0.9;

    /// <summary>The factor at the end, 0 to 1. Default 0.</summary>
    public double Floor { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Power > 0, $"Power has to be over 0, but is {Power}."),
            (Floor is >= 0 and <= 1, $"Floor has to be from 0 to 1, but is {Floor}."),
        ];
        return base.Problems().Concat(checks.Where(check => !check.Sound).Select(check => check.Problem));
    }
}
