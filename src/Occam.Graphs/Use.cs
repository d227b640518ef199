namespace Occam.Graphs;

/// <summary>A place where a value is read.</summary>
/// <param name="Node">The reading node.</param>
/// <param name="Index">The input's position; from <c>Node.Inputs.Count</c> on, a value that a sub-graph of the node captures.</param>
public readonly record struct Use(Node Node, int Index);
