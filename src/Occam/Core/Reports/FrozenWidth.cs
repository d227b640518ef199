namespace Occam.Core.Reports;

/// <summary>Output channels that could not be pruned.</summary>
/// <param name="Node">The node.</param>
/// <param name="Channels">How many.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record FrozenWidth(string Node, int Channels, string Reason);
