namespace Occam.Core.Reports;

/// <summary>How wide a pruning unit was and is.</summary>
/// <param name="Name">The unit: the first node whose output channels it holds.</param>
/// <param name="Before">Channels before.</param>
/// <param name="After">Channels after.</param>
public sealed record UnitWidth(string Name, int Before, int After);
