namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="ExponentialSchedule"/>.</summary>
public sealed record ExponentialScheduleOptions : ScheduleOptions
{
    /// <summary>The factor from one epoch (or step) to the next, over 0. Default 0.97.</summary>
    public double Gamma { get; init; } = 0.97;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Gamma > 0, $"Gamma has to be over 0, but is {Gamma}."),
            (Unit != ScheduleUnit.Share, "Unit has to be epochs or steps, but is share."),
        ];
        return base.Problems().Concat(checks.Where(check => !check.Sound).Select(check => check.Problem));
    }
}
