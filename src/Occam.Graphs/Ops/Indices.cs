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
}
