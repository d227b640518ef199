using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Core.Training;

/// <summary>Another graph in the place of the one that was trained: pruned, with fake-quantizers put in.</summary>
/// <param name="Graph">The graph to go on with; its owner is the algorithm from now on. Values that live on keep their names.</param>
/// <param name="Narrow">
/// Gives, for a value's name and a tensor of the value's former shape (a momentum, an averaged weight), the one for its new shape in the caller's dispose scope, or null
/// where it is to start anew. Default: what keeps its shape lives on, the rest starts anew.
/// </param>
public sealed record GraphReplacement(Graph Graph, Func<string, Tensor, Tensor?>? Narrow = null);
