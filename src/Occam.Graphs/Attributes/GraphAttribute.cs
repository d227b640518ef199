namespace Occam.Graphs.Attributes;

/// <summary>
/// A sub-graph, for example a branch of If. Its last inputs stand for values of the surrounding graph that it reads;
/// what they are bound to is listed in the node's <see cref="Node.Captures"/>.
/// </summary>
/// <param name="Graph">The sub-graph; owned by the node.</param>
/// <param name="Captures">For each of the last inputs of <paramref name="Graph"/>, its index in <see cref="Node.Captures"/>.</param>
public sealed record GraphAttribute(Graph Graph, IReadOnlyList<int> Captures) : AttributeValue;
