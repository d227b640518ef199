namespace Occam.Core.Training.Schedules;

/// <summary>What every schedule can be told.</summary>
public abstract record ScheduleOptions
{
    /// <summary>How long the schedule holds where it is one of a list, over 0, in <see cref="Unit"/>. Default what the others leave, in equal parts.</summary>
    public double? Length { get; init; }

    /// <summary>What lengths are counted in. Default epochs.</summary>
    public ScheduleUnit Unit { get; init; }

    /// <summary>Lists what is out of range; empty where the options are sound.</summary>
    public virtual IEnumerable<string> Problems()
    {
        if (Length is not (null or > 0))
        {
            yield return $"Length has to be over 0, but is {Length}.";
        }
    }
}
