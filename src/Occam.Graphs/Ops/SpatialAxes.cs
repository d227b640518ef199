using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>The axes behind [N, C].</summary>
internal static class SpatialAxes
{
    /// <summary>Their numbers.</summary>
    /// <exception cref="GraphException">There are none.</exception>
    public static long[] Of(Node node, Tensor x) => x.dim() > 2
        ? [.. Enumerable.Range(2, (int)x.dim() - 2).Select(axis => (long)axis)]
        : throw GraphException.At(node, $"the input has {x.dim()} dimensions, but [N, C] and at least one spatial axis are wanted.");
}
