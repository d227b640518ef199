using System.Globalization;
using Occam.Graphs;

namespace Occam.Models.Mutables;

/// <summary>The window of a convolution: a smaller kernel is the centre of the largest (Yu et al. 2020, "BigNAS").</summary>
public sealed class KernelSize : Mutable
{
    /// <summary>Makes a convolution's window a mutable.</summary>
    /// <param name="node">A Conv of a square, odd window whose weight is a constant of its own, padded alike on all sides.</param>
    /// <param name="sizes">The sizes, ascending and odd; the largest is at most the weight's.</param>
    /// <param name="group">As <see cref="Mutable.Group"/>.</param>
    /// <exception cref="ArgumentException">The node or the sizes do not fit.</exception>
    public KernelSize(Node node, IReadOnlyList<int> sizes, string? group = null)
        : base($"{node.Name}.kernel", [.. sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))], group)
    {
        if (!Fits(node))
        {
            throw new ArgumentException($"'{node.Name}' has to be a convolution of a square, odd window and equal pads whose weight is a constant of its own.", nameof(node));
        }

        var weight = node.Input(1).Constant!.Dimensions;
        if (sizes[0] < 1 || sizes[^1] > weight[2] || sizes.Any(size => size % 2 == 0) || sizes.Zip(sizes.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException($"The sizes of '{node.Name}' have to be odd and ascend up to {weight[2]}, but are {string.Join(", ", sizes)}.", nameof(sizes));
        }

        (Node, Sizes) = (node, sizes);
    }

    /// <summary>Whether a node is a convolution whose window can be chosen.</summary>
    public static bool Fits(Node node) =>
        node.OpType == "Conv"
        && node.OptionalInput(1) is { Constant.Dimensions: [_, _, var height, var width], Uses.Count: 1 }
        && height == width && height % 2 == 1
        && node.Ints("pads")?.Distinct().Count() == 1
        && (node.Ints("dilations")?.Distinct().Count() ?? 1) == 1;

    /// <summary>The convolution.</summary>
    public Node Node { get; }

    /// <summary>The sizes, ascending.</summary>
    public IReadOnlyList<int> Sizes { get; }
}
