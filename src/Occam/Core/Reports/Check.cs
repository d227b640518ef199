namespace Occam.Core.Reports;

/// <summary>A comparison that was made, and how it came out.</summary>
/// <param name="What">What was compared, in words.</param>
/// <param name="Difference">The largest relative difference found, max |a-b| / max |b|.</param>
/// <param name="Tolerance">The largest that passes.</param>
public sealed record Check(string What, double Difference, double Tolerance)
{
    /// <summary>Whether the difference is within the tolerance.</summary>
    public bool Passed => Difference <= Tolerance;
}
