namespace Occam.Core.Reports;

/// <summary>How wide a pruning unit was and is.</summary>
/// <param name="Name">The unit: the first node whose output channels it holds.</param>
/// <param name="Before">Channels before.</param>
/// <param name="After">Channels after.</param>
/// <param name="NotProved">Why the oracle does not cover the unit (statistics are taken over its channels); null where it does.</param>
public sealed record UnitWidth(string Name, int Before, int After, string? NotProved = null);
