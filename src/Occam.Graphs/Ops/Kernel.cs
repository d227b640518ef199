using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Computes a node. Runs inside a dispose scope of its own: temporaries may be left to it. Never returns one of its inputs as it is
/// (an alias instead), never changes an input in place but for BatchNorm's running statistics.
/// </summary>
/// <param name="inputs">The inputs in the operator's order; null where an optional one is absent.</param>
/// <param name="context">The circumstances of the run.</param>
/// <returns>The outputs in the operator's order; it may be fewer than the node names where the rest is not wanted.</returns>
public delegate Tensor[] Kernel(Tensor?[] inputs, RunContext context);
