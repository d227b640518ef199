namespace Occam.Graphs.Channels;

/// <summary>The places that all channels of a unit leave, in one order.</summary>
/// <param name="Places">The values, their axes, and which of a channel's lists of positions holds there.</param>
internal sealed record CutLayout((Value Value, int Axis, int List)[] Places);
