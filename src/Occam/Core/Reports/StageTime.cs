namespace Occam.Core.Reports;

/// <summary>How long a stage took.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Seconds">The time.</param>
public sealed record StageTime(string Stage, double Seconds);
