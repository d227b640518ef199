using TorchSharp;
using static TorchSharp.torch;

namespace Occam.Graphs.Ops;

/// <summary>
/// A new axis (default the last) of size <c>depth</c> that holds the on value at the index and the off value elsewhere; an index out of
/// [-depth, depth) gives off values only.
/// </summary>
public sealed class OneHot : Operator
{
    /// <inheritdoc/>
    public override string Name => "OneHot";

    /// <inheritdoc/>
    public override IReadOnlyList<int> HostInputs => [1];

    /// <inheritdoc/>
    public override Kernel Bind(Node node)
    {
        var stated = node.Int("axis", -1);
        return (inputs, _) =>
        {
            var (indices, depth, values) = (inputs[0]!, inputs[1]!.ToLong(), inputs[2]!);
            var axis = AxisNumbers.Resolve(node, stated, indices.dim() + 1);
            if (values.numel() != 2)
            {
                throw GraphException.At(node, $"values have to be [off, on], but have {values.numel()} elements.");
            }

            OutputLimit.Check(node, [.. indices.shape, depth]);
            var view = new long[indices.dim() + 1];
            Array.Fill(view, 1);
            view[axis] = depth;
            using Scalar length = depth;
            var classes = arange(length, ScalarType.Int64, indices.device).reshape(view);
            var hot = Indices.Wrap(indices, depth).unsqueeze(axis).eq(classes);
            var offOn = values.reshape(-1);
            return [where(hot, offOn.select(0, 1), offOn.select(0, 0))];
        };
    }
}
