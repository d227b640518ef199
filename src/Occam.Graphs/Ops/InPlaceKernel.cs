using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// Computes a node into the memory of one of its inputs, which nothing else reads, neither forwards nor backwards. Computes the same bits as the node's <see cref="Kernel"/>.
/// </summary>
/// <param name="inputs">The inputs in the operator's order.</param>
/// <param name="target">The position of the input that becomes the output.</param>
/// <returns>False where the tensors do not allow it; nothing was changed then.</returns>
internal delegate bool InPlaceKernel(Tensor?[] inputs, int target);
