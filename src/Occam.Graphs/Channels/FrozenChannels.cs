namespace Occam.Graphs.Channels;

/// <summary>Output channels of a node that have to stay.</summary>
/// <param name="Node">The weighted node.</param>
/// <param name="Count">How many of its output channels have to stay.</param>
/// <param name="Reason">Why, in words: "the channel ...".</param>
public sealed record FrozenChannels(Node Node, int Count, string Reason);
