namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="StepSchedule"/>.</summary>
public sealed record StepScheduleOptions : ScheduleOptions
{
    /// <summary>How long each learning rate holds, over 0, in <see cref="ScheduleOptions.Unit"/>. Default 30.</summary>
    public double Every { get; init; } = 30;

    /// <summary>The factor from one to the next, over 0. Default 0.1.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Every > 0, $"Every has to be over 0, but is {Every}."),
            (Gamma > 0, $"Gamma has to be over 0, but is {Gamma}."),
        ];
        return base.Problems().Concat(checks.Where(check => !check.Sound).Select(check => check.Problem));
    }
}
