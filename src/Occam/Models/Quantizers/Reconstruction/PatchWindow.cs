using Occam.Graphs;
using static TorchSharp.torch;

namespace Occam.Models.Quantizers.Reconstruction;

/// <summary>The window of a convolution over one or two axes, for cutting its input into patches.</summary>
internal sealed record PatchWindow(long[] Kernel, long[] Strides, long[] Dilations, long[] Pads)
{
    /// <summary>Reads a convolution; null where it is over three axes or pads by rule.</summary>
    public static PatchWindow? Of(Node node, Tensor weight)
    {
        var axes = weight.shape.Length - 2;
        if (axes is not (1 or 2) || node.String("auto_pad", "NOTSET") != "NOTSET")
        {
            return null;
        }

        var strides = node.Ints("strides") ?? [.. Enumerable.Repeat(1L, axes)];
        var dilations = node.Ints("dilations") ?? [.. Enumerable.Repeat(1L, axes)];
        var pads = node.Ints("pads") ?? [.. Enumerable.Repeat(0L, 2 * axes)];
        return axes == 2
            ? new(weight.shape[2..], strides, dilations, pads)
            : new([1, weight.shape[2]], [1, strides[0]], [1, dilations[0]], [0, pads[0], 0, pads[1]]);
    }

    /// <summary>The patches [positions, C / groups * kernel] of each group of input channels.</summary>
    public Tensor[] Patches(Tensor input, int groups)
    {
        var image = input.dim() == 3 ? input.unsqueeze(2) : input;
        var padded = nn.functional.pad(image, [Pads[1], Pads[3], Pads[0], Pads[2]]);
        return [.. padded.chunk(groups, 1).Select(part => nn.functional
            .unfold(part, (Kernel[0], Kernel[1]), (Dilations[0], Dilations[1]), (0, 0), (Strides[0], Strides[1]))
            .transpose(1, 2).reshape(-1, part.size(1) * Kernel[0] * Kernel[1]))];
    }
}
