using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>What Softmax, LogSoftmax and Hardmax share: until version 12 they see the input as a matrix, from 13 on one axis.</summary>
internal static class AlongAxis
{
    private const long SingleAxisSince = 13;

    /// <summary>Reads <c>axis</c> and returns the kernel.</summary>
    /// <param name="node">The node.</param>
    /// <param name="compute">Computes along an axis in [0, rank).</param>
    public static Kernel Bind(Node node, Func<Tensor, int, Tensor> compute)
    {
        if (node.OpsetVersion >= SingleAxisSince)
        {
            var last = node.Int("axis", -1);
            return Kernels.Unary(x => x.dim() == 0 ? compute(x.unsqueeze(0), 0).squeeze(0) : compute(x, AxisNumbers.Resolve(node, last, x.dim())));
        }

        var first = node.Int("axis", 1);
        return Kernels.Unary(x =>
        {
            var axis = first == x.dim() ? (int)first : AxisNumbers.Resolve(node, first, x.dim());
            var rows = x.shape.AsSpan(0, axis);
            return compute(x.reshape(Shapes.Sizes.Product(rows), Shapes.Sizes.Product(x.shape.AsSpan(axis))), 1).reshape(x.shape);
        });
    }
}
