namespace Occam.Core.Training.Schedules;

/// <summary>What a schedule's lengths are counted in.</summary>
public enum ScheduleUnit
{
    /// <summary>Epochs; parts of one are allowed.</summary>
    Epochs,

    /// <summary>Steps.</summary>
    Steps,

    /// <summary>Shares of the run, 0 to 1.</summary>
    Share,
}
