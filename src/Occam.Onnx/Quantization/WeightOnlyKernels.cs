using System.Numerics;

namespace Occam.Onnx.Quantization;

/// <summary>Products of float activations and weights of few bits (<c>MatMulNBits</c>), as a runtime has them.</summary>
/// <param name="SmallestBlock">The fewest inputs of an output channel that share a scale, a power of two.</param>
/// <param name="LargestBlock">The most.</param>
public sealed record WeightOnlyKernels(int SmallestBlock, int LargestBlock)
{
    /// <summary>Whether blocks may have this size: a power of two within the limits.</summary>
    public bool Takes(int blockSize) => blockSize >= SmallestBlock && blockSize <= LargestBlock && BitOperations.IsPow2(blockSize);
}
