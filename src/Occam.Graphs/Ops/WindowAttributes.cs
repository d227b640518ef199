using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>The window attributes shared by convolutions and pools: strides, dilations, pads, auto_pad.</summary>
/// <param name="AutoPad">NOTSET, VALID, SAME_UPPER or SAME_LOWER.</param>
/// <param name="Strides">Strides as the node states them, or null for 1.</param>
/// <param name="Dilations">Dilations as the node states them, or null for 1.</param>
/// <param name="Pads">Begins, then ends, as the node states them, or null for 0.</param>
internal sealed record WindowAttributes(string AutoPad, long[]? Strides, long[]? Dilations, long[]? Pads)
{
    /// <summary>Reads the attributes of a node.</summary>
    /// <exception cref="GraphException">A stride or a dilation is not positive, or auto_pad is unknown.</exception>
    public static WindowAttributes Read(Node node)
    {
        var autoPad = node.String("auto_pad", "NOTSET");
        return autoPad is "NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER"
            ? new(autoPad, Positive(node, "strides"), Positive(node, "dilations"), node.Ints("pads"))
            : throw GraphException.At(node, $"auto_pad '{autoPad}' is not one of NOTSET, VALID, SAME_UPPER, SAME_LOWER.");
    }

    /// <summary>The window for an input and a kernel size: begins and ends resolved.</summary>
    public Window Resolve(Tensor x, ReadOnlySpan<long> kernel)
    {
        var rank = kernel.Length;
        var strides = Strides ?? Ones(rank);
        var dilations = Dilations ?? Ones(rank);
        var begins = new long[rank];
        var ends = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            if (AutoPad is "SAME_UPPER" or "SAME_LOWER")
            {
                var size = x.size(i + 2);
                var span = ((kernel[i] - 1) * dilations[i]) + 1;
                var total = Math.Max(0, (((size + strides[i] - 1) / strides[i]) - 1) * strides[i] + span - size);
                begins[i] = AutoPad is "SAME_UPPER" ? total / 2 : total - (total / 2);
                ends[i] = total - begins[i];
            }
            else if (AutoPad is not "VALID" && Pads is not null)
            {
                begins[i] = Pads[i];
                ends[i] = Pads[i + rank];
            }
        }

        return new Window(strides, dilations, begins, ends);
    }

    private static long[]? Positive(Node node, string name)
    {
        var values = node.Ints(name);
        return values is null || Array.TrueForAll(values, value => value > 0)
            ? values
            : throw GraphException.At(node, $"{name} [{string.Join(',', values)}] have to be positive.");
    }

    private static long[] Ones(int rank)
    {
        var ones = new long[rank];
        Array.Fill(ones, 1);
        return ones;
    }
}
