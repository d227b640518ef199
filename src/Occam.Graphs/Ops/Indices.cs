using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Index tensors as ONNX has them: of 32 or 64 bits, negative ones counting from the end.</summary>
internal static class Indices
{
    private static readonly Scalar Zero = 0L;
    private static readonly Scalar One = 1L;

    /// <summary>The indices as int64, negative ones wrapped once; those out of range stay so, and PyTorch refuses them.</summary>
    public static Tensor Wrap(Tensor indices, long size)
    {
        using Scalar length = size;
        var wide = indices.to(ScalarType.Int64);
        return where(wide.lt(Zero), wide.add(length, One), wide);
    }

    /// <summary>Row-major positions in axes of the given sizes, from tuples of indices along the last axis.</summary>
    /// <exception cref="GraphException">An index is out of range.</exception>
    public static Tensor Linear(Node node, Tensor indices, ReadOnlySpan<long> sizes)
    {
        var position = zeros(indices.shape[..^1], ScalarType.Int64, indices.device);
        for (var i = 0; i < sizes.Length; i++)
        {
            using Scalar size = sizes[i];
            var index = Wrap(indices.select(-1, i), sizes[i]);
            if (index.lt(Zero).logical_or(index.ge(size)).any().item<bool>())
            {
                throw GraphException.At(node, $"an index for an axis of size {sizes[i]} is out of range.");
            }

            position = position.mul(size).add(index, One);
        }

        return position;
    }
}
