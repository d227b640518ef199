using Occam.Graphs.Shapes;

namespace Occam.Graphs.Cost;

/// <summary>What a node costs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Output">The shape of its first output; null where it could not be found (behind an operator that Occam does not know).</param>
/// <param name="Macs">Multiply-accumulate operations of one run.</param>
/// <param name="Parameters">Trained numbers that the node is the first to read.</param>
/// <param name="ActivationBytes">Bytes of the outputs that it writes.</param>
public sealed record NodeCost(Node Node, Shape? Output, long Macs, long Parameters, long ActivationBytes);
