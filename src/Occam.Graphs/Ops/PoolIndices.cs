using Occam.Graphs.Shapes;
using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Turns PyTorch's indices of pooled elements, which count within a plane, into ONNX's, which count in the whole input.</summary>
internal static class PoolIndices
{
    private static readonly Scalar One = 1L;

    /// <summary>Converts the indices.</summary>
    /// <param name="indices">Row-major positions in the plane that was pooled, [N, C, ...], int64.</param>
    /// <param name="plane">The spatial sizes of what was pooled, with the padding that was added before.</param>
    /// <param name="begins">The padding that was added before each spatial axis.</param>
    /// <param name="input">The input's shape.</param>
    /// <param name="columnMajor">Whether positions in a plane count column by column (storage_order 1).</param>
    public static Tensor Convert(Tensor indices, ReadOnlySpan<long> plane, long[] begins, long[] input, bool columnMajor)
    {
        var spatial = input.AsSpan(2);
        var position = zeros_like(indices);
        for (var i = 0; i < spatial.Length; i++)
        {
            using Scalar size = plane[i];
            using Scalar behind = plane[(i + 1)..].Product();
            using Scalar begin = -begins[i];
            using Scalar stride = (columnMajor ? spatial[..i] : spatial[(i + 1)..]).Product();
            var coordinate = indices.floor_divide(behind).remainder(size).add(begin, One);
            position = position.add(coordinate.mul(stride), One);
        }

        using Scalar whole = spatial.Product();
        using Scalar count = input[0] * input[1];
        var planes = arange(count, ScalarType.Int64, indices.device).mul(whole);
        return position.add(planes.reshape([input[0], input[1], .. begins.Select(_ => 1L)]), One);
    }
}
