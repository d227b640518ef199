using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Reads the numbers of small tensors (shapes, axes, bounds).</summary>
internal static class HostValues
{
    /// <summary>The elements of an integer or boolean tensor, in row-major order.</summary>
    public static long[] ToLongs(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.detach().to(ScalarType.Int64).cpu().contiguous();
        return MemoryMarshal.Cast<byte, long>(plain.bytes).ToArray();
    }

    /// <summary>The elements of a numeric tensor as doubles, in row-major order.</summary>
    public static double[] ToDoubles(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.detach().to(ScalarType.Float64).cpu().contiguous();
        return MemoryMarshal.Cast<byte, double>(plain.bytes).ToArray();
    }

    /// <summary>The single element of an integer tensor.</summary>
    public static long ToLong(this Tensor tensor) => tensor.ToLongs()[0];
}
