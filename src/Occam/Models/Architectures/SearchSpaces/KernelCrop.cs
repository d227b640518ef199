using Occam.Graphs;
using Occam.Graphs.Attributes;
using Occam.Models.Mutables;
using static TorchSharp.torch;

namespace Occam.Models.Architectures.SearchSpaces;

/// <summary>Gives a convolution a smaller window: the centre of its weight, and pads that keep the output where it was.</summary>
internal static class KernelCrop
{
    /// <summary>Crops the convolution of a mutable in a copy of its graph.</summary>
    /// <param name="graph">The copy.</param>
    /// <param name="kernel">The mutable.</param>
    /// <param name="size">The window's size.</param>
    public static void Apply(Graph graph, KernelSize kernel, int size)
    {
        var node = graph.FindNode(kernel.Node.Name) ?? throw new GraphException($"Graph '{graph.Name}' has no node '{kernel.Node.Name}'.");
        var weight = node.Input(1);
        var full = weight.Constant!.Dimensions[2];
        if (size == full)
        {
            return;
        }

        using (var scope = NewDisposeScope())
        {
            graph.SetConstant(weight, new Constant(Centre(weight.Constant.Tensor, size).contiguous()));
        }

        SetWindow(node, (int)full, size);
    }

    /// <summary>The centre of a weight [O, I, K, K]: a view [O, I, size, size].</summary>
    public static Tensor Centre(Tensor weight, int size)
    {
        var start = (weight.size(2) - size) / 2;
        return weight.narrow(2, start, size).narrow(3, start, size);
    }

    /// <summary>The centre of a convolution's weight as cuts of its axes.</summary>
    public static IEnumerable<(string Value, int Axis, long Start, long Length)> Cuts(Node node, int size)
    {
        var weight = node.Input(1);
        var start = (weight.Constant!.Dimensions[2] - size) / 2;
        return [(weight.Name, 2, start, size), (weight.Name, 3, start, size)];
    }

    /// <summary>Sets the attributes that go with a window.</summary>
    public static void SetWindow(Node node, int full, int size)
    {
        var dilation = node.Ints("dilations")?[0] ?? 1;
        var pad = (node.Ints("pads")?[0] ?? 0) - ((full - size) / 2 * dilation);
        if (pad < 0)
        {
            throw GraphException.At(node, $"cannot have a window of {size}: its pads are too small for the centre of its {full}x{full} weight.");
        }

        node.Graph.SetAttribute(node, "kernel_shape", new IntsAttribute([size, size]));
        node.Graph.SetAttribute(node, "pads", new IntsAttribute([pad, pad, pad, pad]));
    }
}
