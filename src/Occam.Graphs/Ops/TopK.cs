using Occam.Graphs.Channels;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// The k largest (or smallest) elements of an axis (default the last) in order, and their indices; of equal elements the one of the
/// lower index comes first. k is an attribute before opset 10 and an input from it on.
/// </summary>
public sealed class TopK : Operator
{
    /// <inheritdoc/>
    public override string Name => "TopK";

    /// <inheritdoc/>
    public override AxisRule Axes => AxisRule.AlongAxis;

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var axis = node.Int("axis", -1);
        var largest = node.Int("largest", 1) != 0;
        if (node.OpsetVersion < 10)
        {
            var stated = node.Int("k", -1);
            return (inputs, _) => Compute(node, inputs[0]!, stated, axis, largest);
        }

        return (inputs, _) => Compute(node, inputs[0]!, inputs[1]!.ToLong(), axis, largest);
    }

    private static Tensor[] Compute(Node node, Tensor x, long k, long stated, bool largest)
    {
        var axis = AxisNumbers.Resolve(node, stated, x.dim());
        if (k < 0 || k > x.size(axis))
        {
            throw GraphException.At(node, $"k is {k}, but axis {axis} has {x.size(axis)} elements.");
        }

        // A stable sort, because PyTorch's topk leaves the order of equal elements open.
        var (values, indices) = x.sort(axis, largest, stable: true);
        return [values.narrow(axis, 0, k), indices.narrow(axis, 0, k)];
    }
}
