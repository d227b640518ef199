namespace Occam.Core.Training.Schedules;

/// <summary>The options of <see cref="ConstantSchedule"/>.</summary>
public sealed record ConstantScheduleOptions : ScheduleOptions
{
    /// <summary>The factor of the optimizer's learning rate, at least 0. Default 1.</summary>
    public double Factor { get; init; } = 1;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems() =>
        Factor >= 0 ? base.Problems() : base.Problems().Append($"Factor has to be at least 0, but is {Factor}.");
}
