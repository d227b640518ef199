using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>What the Reduce operators share: where their axes stand, and what no axes mean.</summary>
internal static class Reduction
{
    /// <summary>Reads <c>axes</c>, <c>keepdims</c> and <c>noop_with_empty_axes</c> and returns the kernel.</summary>
    /// <param name="node">The node.</param>
    /// <param name="axesAreInputSince">The version of ONNX's operator set from which on the axes are input 1; before they are an attribute.</param>
    /// <param name="reduce">Reduces a tensor over at least one axis, ascending in [0, rank), and keeps them with size 1 or not.</param>
    public static Kernel Bind(Node node, int axesAreInputSince, Func<Tensor, long[], bool, Tensor> reduce)
    {
        var keep = node.Int("keepdims", 1) != 0;
        var noneIsNone = node.Int("noop_with_empty_axes", 0) != 0;
        var inputGiven = node.OpsetVersion >= axesAreInputSince;
        var stated = inputGiven ? [] : node.Ints("axes") ?? [];
        return (inputs, _) =>
        {
            var x = inputs[0]!;
            var axes = inputGiven && inputs.Length > 1 && inputs[1] is { } given ? given.ToLongs() : stated;
            if (x.dim() == 0 || (axes.Length == 0 && noneIsNone))
            {
                return [reduce(x.unsqueeze(0), [0], false)]; // what the operator does to one element: a sum of squares still squares
            }

            return [reduce(x, Resolve(node, axes, x.dim()), keep)];
        };
    }

    /// <summary>Reduces one axis after the other, for operators of which PyTorch has no form over several axes.</summary>
    public static Tensor OneByOne(Tensor x, long[] axes, bool keep, Func<Tensor, long, bool, Tensor> reduce)
    {
        foreach (var axis in axes.Reverse())
        {
            x = reduce(x, axis, keep);
        }

        return x;
    }

    private static long[] Resolve(Node node, long[] axes, long rank) =>
        axes.Length == 0
            ? [.. Enumerable.Range(0, (int)rank).Select(axis => (long)axis)]
            : Array.ConvertAll(AxisNumbers.ResolveAll(node, axes, rank), axis => (long)axis);
}
