using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>Pads by elements of the input itself.</summary>
internal static class Padding
{
    /// <summary>Pads every axis by reflection, edge or wrapping; negative pads crop first.</summary>
    /// <exception cref="GraphException">An axis of no elements would have to be padded.</exception>
    public static Tensor Mirror(Node node, Tensor x, long[] begins, long[] ends, string mode)
    {
        if (Native(x, begins, ends, mode) is { } native)
        {
            return native;
        }

        var y = x.alias();
        for (var axis = 0; axis < begins.Length; axis++)
        {
            var (begin, end) = (begins[axis], ends[axis]);
            var (cropBegin, cropEnd) = (Math.Max(0, -begin), Math.Max(0, -end));
            y = y.narrow(axis, cropBegin, y.size(axis) - cropBegin - cropEnd);
            (begin, end) = (Math.Max(0, begin), Math.Max(0, end));
            if (begin + end > 0)
            {
                var size = y.size(axis);
                if (size == 0)
                {
                    throw GraphException.At(node, $"axis {axis} has no elements to pad from (mode {mode}).");
                }

                y = y.index_select(axis, tensor(Sources(size, begin, end, mode), ScalarType.Int64, x.device));
            }
        }

        return y;
    }

    // PyTorch pads the sides of images by itself, with a cheaper gradient than that of an index.
    private static Tensor? Native(Tensor x, long[] begins, long[] ends, string mode)
    {
        long[] sides = begins.Length == 4 ? [begins[3], ends[3], begins[2], ends[2]] : [];
        var fits = sides.Length > 0 && x.dtype.ToElementType().IsFloatingPoint() && x.numel() > 0
            && begins[0] == 0 && ends[0] == 0 && begins[1] == 0 && ends[1] == 0 && Array.TrueForAll(sides, side => side >= 0);
        return mode switch
        {
            "reflect" when fits && Math.Max(sides[0], sides[1]) < x.size(3) && Math.Max(sides[2], sides[3]) < x.size(2) =>
                nn.functional.pad(x, sides, TorchSharp.PaddingModes.Reflect),
            "edge" when fits => nn.functional.pad(x, sides, TorchSharp.PaddingModes.Replicate),
            _ => null,
        };
    }

    private static long[] Sources(long size, long begin, long end, string mode)
    {
        var sources = new long[begin + size + end];
        for (var i = 0; i < sources.Length; i++)
        {
            var position = i - begin;
            sources[i] = mode switch
            {
                "edge" => Math.Clamp(position, 0, size - 1),
                "wrap" => Modulo(position, size),
                _ => Reflected(position, size),
            };
        }

        return sources;
    }

    // The edge is not repeated: ... 2 1 [0 1 2] 1 0 ..., with period 2 (size - 1).
    private static long Reflected(long position, long size)
    {
        var within = size == 1 ? 0 : Modulo(position, 2 * (size - 1));
        return within < size ? within : (2 * (size - 1)) - within;
    }

    private static long Modulo(long value, long divisor) => ((value % divisor) + divisor) % divisor;
}
