namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="MultiStepSchedule"/>.</summary>
public sealed record MultiStepScheduleOptions : ScheduleOptions
{
    /// <summary>When the learning rate falls, rising, over 0, in <see cref="ScheduleOptions.Unit"/>.</summary>
    public required IReadOnlyList<double> Milestones { get; init; }

    /// <summary>The factor at each of them, over 0. Default 0.1.</summary>
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        (bool Sound, string Problem)[] checks =
        [
            (Milestones.Zip(Milestones.Skip(1).Append(double.PositiveInfinity)).All(pair => pair.First > 0 && pair.First < pair.Second), $"Milestones have to rise and be over 0, but are {string.Join(", ", Milestones)}."),
            (Gamma > 0, $"Gamma has to be over 0, but is {Gamma}."),
        ];
        return base.Problems().Concat(checks.Where(check => !check.Sound).Select(check => check.Problem));
    }
}
