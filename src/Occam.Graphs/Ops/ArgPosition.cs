using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>What ArgMax and ArgMin share.</summary>
internal static class ArgPosition
{
    private static readonly Scalar One = 1L;

    /// <summary>Reads <c>axis</c>, <c>keepdims</c> and <c>select_last_index</c> and returns the kernel.</summary>
    /// <param name="node">The node.</param>
    /// <param name="first">The position of the first such element along an axis.</param>
    public static Kernel Bind(Node node, Func<Tensor, int, bool, Tensor> first)
    {
        var stated = node.Int("axis", 0);
        var keep = node.Int("keepdims", 1) != 0;
        var last = node.Int("select_last_index", 0) != 0;
        return Kernels.Unary(x =>
        {
            var axis = AxisNumbers.Resolve(node, stated, x.dim());
            if (!last)
            {
                return first(x, axis, keep);
            }

            var fromEnd = first(x.flip([axis]), axis, keep);
            using Scalar end = x.size(axis) - 1;
            return fromEnd.neg().add(end, One);
        });
    }
}
